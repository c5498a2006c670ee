package dev.landfall.contract.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NamesTest {
    @Test
    void componentsStartSmallAndAvoidWhatJavaForbids() {
        assertThat(Names.component("VpcId")).isEqualTo("vpcId");
        assertThat(Names.component("taskDefinition")).isEqualTo("taskDefinition");
        assertThat(Names.component("default")).isEqualTo("default_");
        assertThat(Names.component("ToString")).isEqualTo("toString_");
        assertThat(Names.component("schema")).isEqualTo("schema_");
    }

    @Test
    void constantsAreSpelledInCapitals() {
        assertThat(Names.constant("ClusterNotFoundException")).isEqualTo("CLUSTER_NOT_FOUND_EXCEPTION");
        assertThat(Names.constant("InvalidARNFault")).isEqualTo("INVALID_ARN_FAULT");
        assertThat(Names.constant("awsvpc")).isEqualTo("AWSVPC");
        assertThat(Names.constant("json-file")).isEqualTo("JSON_FILE");
        assertThat(Names.constant("4.0")).isEqualTo("_4_0");
        assertThat(Names.constant("")).isEqualTo("EMPTY");
        assertThat(Names.constant("schema")).isEqualTo("SCHEMA_");
    }

    @Test
    void twoOfAKindAreToldApart() {
        var used = Names.fresh();
        assertThat(Names.unique("A", used)).isEqualTo("A");
        assertThat(Names.unique("A", used)).isEqualTo("A_2");
        assertThat(Names.unique("A", used)).isEqualTo("A_3");
    }

    @Test
    void literalsAreEscaped() {
        assertThat(Names.literal("a\"b\\w\n\u00e9")).isEqualTo("\"a\\\"b\\\\w\\n\\u00e9\"");
    }
}
