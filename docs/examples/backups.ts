import { Backups } from "../../components/backups/backups";

// Backups of a cluster's volumes and of marked databases, copied to Oregon; keys, topics and network are there already.
const topic = "arn:aws:sns:us-east-1:111122223333:operations";
const backups = new Backups("backups", {
  scope: { organization: "acme", environment: "evaluation", region: "us-east-1" },
  account: "111122223333",
  copyRegion: "us-west-2",
  clusterName: "acme-evaluation",
  keys: {
    backups: "arn:aws:kms:us-east-1:111122223333:key/backups",
    volumes: "arn:aws:kms:us-east-1:111122223333:key/volumes",
  },
  database: { subnetGroupName: "acme-databases", securityGroupId: "sg-0a" },
  failureTopicArn: topic,
  noticeTopicArn: topic,
  lifetime: "temporary",
});

export const vaultName = backups.vaultName;
