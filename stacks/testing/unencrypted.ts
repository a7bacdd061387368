// A program with a bucket that nobody encrypts with a key of its own: what only a rule over the whole stack can see.
import { Provider } from "@pulumi/aws/provider";
import { Bucket } from "@pulumi/aws/s3";

const provider = new Provider("aws", { region: "us-east-1" });
new Bucket("open", { bucket: "pharos-test-open", tags: { "record-class": "none" } }, { provider });
