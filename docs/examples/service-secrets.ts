import { ServiceSecrets } from "../../components/secrets/service-secrets";

// A place for each credential of the table, copied to Oregon; the key and the topic are there already.
const secrets = new ServiceSecrets("secrets", {
  scope: { organization: "acme", environment: "evaluation", region: "us-east-1" },
  account: "111122223333",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/secrets",
  replicaRegion: "us-west-2",
  reminderTopicArn: "arn:aws:sns:us-east-1:111122223333:operations",
  lifetime: "temporary",
});

export const secretNames = secrets.secretNames;
