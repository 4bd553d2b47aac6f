package io.sluice.worker.accounts;

import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandResult;
import java.util.List;

/**
 * Commands after a look at what they need besides their account.
 *
 * @param ready with what they lacked
 * @param refused the outcomes of those that need what is not to be had
 */
record Attached(List<AccountCommand> ready, List<CommandResult> refused) {}
