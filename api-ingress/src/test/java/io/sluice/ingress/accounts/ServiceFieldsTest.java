package io.sluice.ingress.accounts;

import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.body.Checked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceFieldsTest {
    private static final String OUTBOUND = "out_00000000000000000000000001";
    private static final String RULE = "rul_00000000000000000000000001";

    @Test
    void readsEveryFieldById() {
        var body = """
                {'node':'fra-1','port':1080,'send_limit':100,'receive_limit':200,'max_conn_count':3,
                 'outbound_id':'%s','rule_ids':['%s']}
                """.formatted(OUTBOUND, RULE);
        assertThat(valid(read(body)))
                .isEqualTo(new ServiceFields("fra-1", 1080, 100, 200, 3, OUTBOUND, null, List.of(RULE), null));
    }

    @Test
    void readsOutboundAndRulesByName() {
        assertThat(valid(read("{'outbound_name':'paris','rule_names':['a','b','a']}")))
                .isEqualTo(new ServiceFields(null, null, null, null, null, null, "paris", null, List.of("a", "b")));
    }

    // No rule, and nothing said of rules, are two things to a change.
    @Test
    void tellsAnEmptyListFromNone() {
        assertThat(valid(read("{'rule_ids':[]}")).ruleIds()).isEmpty();
        assertThat(valid(read("{'rule_ids':null}")).ruleIds()).isNull();
        assertThat(valid(read("{}")).ruleIds()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                                        | refusal
            {'node':''}                                 | /node must be a text of 1 to 64 characters but has 0
            {'port':0}                                  | /port must be a whole number from 1 to 65535 but is 0
            {'port':65536}                              | /port must be a whole number from 1 to 65535 but is 65536
            {'send_limit':0}                            | /send_limit must be a whole number from 1 to 10000000 but is 0
            {'receive_limit':10000001}                  | /receive_limit must be a whole number from 1 to 10000000 but is 10000001
            {'max_conn_count':100001}                   | /max_conn_count must be a whole number from 1 to 100000 but is 100001
            {'outbound_id':'7'}                         | /outbound_id must be the id of an outbound (out_…)
            {'rule_ids':['7']}                          | /rule_ids/0 must be the id of a rule (rul_…) but is "7"
            {'rule_names':['']}                         | /rule_names/0 must be a text of 1 to 100 characters but is ""
            {'rule_names':'a'}                          | /rule_names must be a list of at most 100 texts but is a text
            """)
    void refuses(String body, String refusal) {
        assertThat(refusals(read(body))).isEqualTo(refusal);
    }

    @Test
    void refusesTwoNamesForOneThing() {
        assertThat(refusals(read("{'outbound_id':'" + OUTBOUND + "','outbound_name':'paris'}")))
                .isEqualTo("/outbound_name was sent together with outbound_id; send one of the two");
        assertThat(refusals(read("{'rule_ids':['" + RULE + "'],'rule_names':['a']}")))
                .isEqualTo("/rule_names was sent together with rule_ids; send one of the two");
    }

    private static Checked<ServiceFields> read(String body) {
        var fields = fields(body);
        var service = ServiceFields.read(fields);
        return fields.check(() -> service);
    }
}
