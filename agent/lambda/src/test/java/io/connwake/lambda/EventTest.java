package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    private static final String W3C = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final TraceParent SENDER =
            new TraceParent(0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L, true);
    private static final String X_RAY = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    private static final TraceParent X_RAY_SENDER =
            new TraceParent(0x5759e988bd862e3fL, 0xe1be46a994272793L, 0x53995c3f42cd8ad8L, true);

    @Nested
    class a_request_by_http {
        @Test
        void came_through_api_gateway_s_first_payload() {
            Event event = event("{'resource':'/{proxy+}','path':'/orders','httpMethod':'GET',"
                    + "'headers':{'Accept':'*/*','Traceparent':'" + W3C + "'},"
                    + "'multiValueHeaders':{'Accept':['*/*'],'traceparent':['" + W3C + "']},"
                    + "'requestContext':{'httpMethod':'GET','stage':'p'},'body':null,'isBase64Encoded':false}");
            assertThat(event.trigger()).isEqualTo("http");
            assertThat(event.parent()).isEqualTo(SENDER);
            assertThat(event.links()).isEmpty();
        }

        @Test
        void came_through_its_second_payload_or_a_function_s_url() {
            Event event = event("{'version':'2.0','routeKey':'$default','rawPath':'/','headers':{'traceparent':'" + W3C
                    + "'},'requestContext':{'http':{'method':'POST','path':'/'}},'body':'{\\'headers\\':1}'}");
            assertThat(event.trigger()).isEqualTo("http");
            assertThat(event.parent()).isEqualTo(SENDER);
        }

        @Test
        void came_through_a_load_balancer_that_sends_headers_of_several_values_alone() {
            Event event = event("{ 'requestContext' : { 'elb' : { 'targetGroupArn' : 'arn' } } ,\n"
                    + "'multiValueHeaders' : { 'TRACEPARENT' : [ '" + W3C + "' , 'other' ] } }");
            assertThat(event.trigger()).isEqualTo("http");
            assertThat(event.parent()).isEqualTo(SENDER);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'raw_path':'/orders','method':'GET','headers':{'traceparent':'" + W3C
                            + "'},'query_string_parameters':{},'body':'b','is_base64_encoded':false}",
                    "{'version':'2.0','path':'/orders','method':'GET','headers':{'traceparent':['" + W3C
                            + "']},'requestContext':{'serviceNetworkArn':'n','serviceArn':'s','targetGroupArn':'t'}}"
                })
        void came_through_a_payload_of_vpc_lattice(String payload) {
            assertThat(event(payload).trigger()).isEqualTo("http");
            assertThat(event(payload).parent()).isEqualTo(SENDER);
        }

        @Test
        void without_headers_has_no_parent() {
            Event event = event("{'httpMethod':'GET','headers':null,'multiValueHeaders':null,'requestContext':null}");
            assertThat(event.trigger()).isEqualTo("http");
            assertThat(event.parent()).isNull();
        }

        @Test
        void whose_header_is_none_has_no_parent() {
            assertThat(event("{'httpMethod':'GET','headers':{'traceparent':'00-0-0-01'}}")
                            .parent())
                    .isNull();
        }

        @Test
        void may_write_its_header_with_escapes() {
            String escaped = W3C.replace("-", "\\u002d");
            assertThat(event("{'headers':{'trace\\u0070arent':'" + escaped + "'}}")
                            .parent())
                    .isEqualTo(SENDER);
        }
    }

    @Nested
    class a_batch_of_messages {
        @Test
        void from_sqs_is_linked_to_the_sender_of_each() {
            Event event = event("{'Records':[{'messageId':'1','body':'{\\'a\\':[}','attributes':{'SentTimestamp':'1',"
                    + "'AWSTraceHeader':'" + X_RAY + "'},'messageAttributes':{},'eventSource':'aws:sqs'},"
                    + "{'messageId':'2','attributes':{'AWSTraceHeader':'" + X_RAY + "'},"
                    + "'messageAttributes':{'other':{'stringValue':'x'},'traceparent':{'stringValue':'" + W3C
                    + "','dataType':'String'}},'eventSource':'aws:sqs'},"
                    + "{'messageId':'3','attributes':{},'messageAttributes':{},'eventSource':'aws:sqs'}]}");
            assertThat(event.trigger()).isEqualTo("pubsub");
            assertThat(event.links()).containsExactly(X_RAY_SENDER, SENDER);
            assertThat(event.parent()).isNull();
        }

        @Test
        void from_sqs_is_known_by_what_stands_before_a_body_however_large() {
            Event event = event("{'Records':[{'messageId':'1','receiptHandle':'h','body':'" + "x".repeat(100_000)
                    + "','attributes':{'AWSTraceHeader':'" + X_RAY + "'},'eventSource':'aws:sqs'}]}");
            assertThat(event.trigger()).isEqualTo("pubsub");
        }

        @Test
        void that_a_pipe_hands_on_is_no_other() {
            Event event = event("[{'messageId':'1','receiptHandle':'h','body':'b','attributes':{'AWSTraceHeader':'"
                    + X_RAY + "'},'eventSource':'aws:sqs'}]");
            assertThat(event.trigger()).isEqualTo("pubsub");
            assertThat(event.links()).containsExactly(X_RAY_SENDER);
        }

        @Test
        void from_sns_too() {
            Event event = event("{'Records':[{'EventSource':'aws:sns','EventVersion':'1.0','Sns':{'Message':'m',"
                    + "'MessageAttributes':{'traceparent':{'Type':'String','Value':'" + W3C + "'}}}}]}");
            assertThat(event.trigger()).isEqualTo("pubsub");
            assertThat(event.links()).containsExactly(SENDER);
        }

        @Test
        void is_read_to_a_bound() {
            String record = "{'eventSource':'aws:sqs','attributes':{'AWSTraceHeader':'" + X_RAY + "'}},";
            Event event = event("{'Records':[" + record.repeat(2_000) + "{}]}");
            assertThat(event.links()).hasSize(100);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'Records':[{'eventSource':'aws:s3','s3':{}}]} | datasource",
                "{'Records':[{'eventID':'1','eventSource':'aws:dynamodb','dynamodb':{}}]} | datasource",
                "{'Records':[{'kinesis':{'data':'x'},'eventSource':'aws:kinesis'}]} | datasource",
                "{'eventSource':'aws:kafka','records':{'t-0':[]}} | pubsub",
                "{'eventSource':'aws:rmq','rmqMessagesByQueue':{}} | pubsub",
                "{'version':'0','source':'aws.events','detail-type':'Scheduled Event','detail':{}} | timer",
                "{'version':'0','source':'aws.scheduler','detail-type':'Scheduled Event','detail':'{}'} | timer",
                "{'version':'0','source':'com.acme','detail-type':'Order placed','detail':{}} | pubsub",
                "{'name':'x'} | other",
                "{} | other",
                "'text' | other",
                "[1, 2] | other",
                "null | other"
            })
    void is_told_by_its_shape(String event, String trigger) {
        assertThat(event(event).trigger()).isEqualTo(trigger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'kinesis':{'kinesisSchemaVersion':'1.0','data'",
                "'kinesisSchemaVersion':'1.0','v':{'data'",
                "'eventID':'1','dynamodb':{'NewImage'"
            })
    void is_told_by_what_stands_before_content_however_large(String before) {
        String whole = "{'Records':[{" + before + ":'" + "x".repeat(100_000) + "'},'eventSource':'behind'}]}";
        assertThat(event(whole).trigger()).isEqualTo("datasource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'",
                "{'headers'",
                "{'headers':",
                "{'headers':{",
                "{'headers':{'traceparent':'00-",
                "{'Records':[",
                "{'Records':[}",
                "{'Records':[{'attributes':{'AWSTraceHeader':[}]]}",
                "{]",
                "{:}",
                "{'a':}",
                "{'a' 'b'}",
                "{'a':'\\",
                "{'headers':{'traceparent':'\\u12'}}"
            })
    void that_is_cut_off_or_no_json_says_nothing(String event) {
        assertThat(event(event).parent()).isNull();
        assertThat(event(event).links()).isEmpty();
    }

    @Test
    void of_any_bytes_is_read_without_harm() {
        Random random = new Random(7);
        byte[] whole = bytes("{'Records':[{'eventSource':'aws:sqs','attributes':{'AWSTraceHeader':'" + X_RAY
                + "'}}],'headers':{'traceparent':['" + W3C + "']},'requestContext':{'http':{}}}");
        byte[] letters = "{}[]:,\"\\ua1".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int j = random.nextInt(6); j > 0 && damaged.length > 0; j--) {
                damaged[random.nextInt(damaged.length)] = letters[random.nextInt(letters.length)];
            }
            assertThat(Event.of(damaged).trigger()).isNotEmpty();
        }
    }

    private static Event event(String text) {
        return Event.of(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
