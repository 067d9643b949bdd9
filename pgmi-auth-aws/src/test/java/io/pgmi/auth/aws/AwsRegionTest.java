// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.PgmiException;
import io.pgmi.testing.aws.AwsCloud;
import io.pgmi.testing.aws.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsRegionTest {
    private static final String ENDPOINT = "aws.ec2MetadataServiceEndpoint";

    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty(ENDPOINT);
        System.clearProperty("aws.region");
    }

    private static AwsRegion region(Requests requests) {
        AwsSettings settings = AwsSettings.of(requests.request());
        return AwsRegion.of(settings, Profile.of(settings));
    }

    private static AwsSettings host(String name) {
        return new AwsSettings(name, null, Map.<String, String>of()::get);
    }

    @ParameterizedTest
    @CsvSource({
        "mydb.abc123.us-west-2.rds.amazonaws.com, us-west-2",
        "MyDB.abc123.EU-West-1.RDS.amazonaws.com, eu-west-1",
        "c.cluster-ro-abc123.ap-southeast-4.rds.amazonaws.com, ap-southeast-4",
        "p.proxy-abc123.us-gov-west-1.rds.amazonaws.com., us-gov-west-1",
        "reader.endpoint.proxy-abc123.us-east-1.rds.amazonaws.com, us-east-1",
        "mydb.abc123.rds.cn-north-1.amazonaws.com.cn, cn-north-1",
        "mydb.abc123.cn-northwest-1.rds.amazonaws.com.cn, cn-northwest-1",
    })
    void theHostNameOfAnInstanceTellsIt(String name, String region) {
        assertThat(host(name).regionOfHost()).contains(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "db.example.com",
                "mydb.abc.eu-west-1.rds.amazonaws.com.example.com",
                "eu-west-1.rds.amazonaws.com",
                "mydb.abc.rds.amazonaws.com",
                "bucket.abc.s3.eu-west-1.amazonaws.com",
            })
    void othersDoNot(String name) {
        assertThat(host(name).regionOfHost()).isEmpty();
    }

    @Test
    void whatWasSetThenThePropertyThenTheProfileThenTheHost() throws IOException {
        Requests requests = new Requests(folder);
        assertThat(region(requests)).isEqualTo(new AwsRegion("eu-west-1", "the host's name"));
        requests.config("[profile dev]\nregion = ap-south-1\n").with("AWS_PROFILE", "dev");
        assertThat(region(requests)).isEqualTo(new AwsRegion("ap-south-1", "profile 'dev'"));
        System.setProperty("aws.region", "eu-north-1");
        assertThat(region(requests)).isEqualTo(new AwsRegion("eu-north-1", "-Daws.region"));
        requests.region("us-east-2", "-Dpgmi.awsRegion");
        assertThat(region(requests)).isEqualTo(new AwsRegion("us-east-2", "-Dpgmi.awsRegion"));
    }

    @Test
    void theInstanceIsAskedWhereNothingElseTellsIt() throws IOException {
        try (AwsCloud cloud = new AwsCloud()) {
            System.setProperty(ENDPOINT, cloud.endpoint());
            Requests onInstance = new Requests(folder).with("AWS_EC2_METADATA_DISABLED", "false");
            assertThat(region(onInstance).name()).isEqualTo("eu-west-1");
            assertThat(cloud.asked(Trouble.NONE)).isZero();
            assertThat(region(onInstance.host("db.example.com")))
                    .isEqualTo(new AwsRegion("eu-central-1", "the EC2 instance"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "DENIED"})
    void withoutARegionNothingIsGuessed(Trouble trouble) throws IOException {
        try (AwsCloud cloud = new AwsCloud()) {
            System.setProperty(ENDPOINT, cloud.endpoint(trouble));
            Requests requests = new Requests(folder)
                    .with("AWS_EC2_METADATA_DISABLED", "false")
                    .host("db.example.com");
            assertThatThrownBy(() -> region(requests))
                    .isInstanceOf(PgmiException.class)
                    .hasMessageStartingWith("region: none is set")
                    .hasMessageContaining("'db.example.com'")
                    .hasMessageContaining("-Dpgmi.awsRegion=");
        }
    }
}
