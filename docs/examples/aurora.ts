import { Aurora } from "../../components/databases/aurora";

// A database for a program that runs in a cluster and logs in with IAM; the keys and the network are there already.
const database = new Aurora("orders-database", {
  scope: { organization: "acme", environment: "evaluation", region: "us-east-1" },
  purpose: "orders",
  database: "orders",
  user: "orders",
  vpcId: "vpc-0a",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  clientSecurityGroupId: "sg-0a",
  capacity: { minCapacity: 1, maxCapacity: 4 },
  keys: {
    storage: "arn:aws:kms:us-east-1:111122223333:key/storage",
    secrets: "arn:aws:kms:us-east-1:111122223333:key/secrets",
    logs: "arn:aws:kms:us-east-1:111122223333:key/logs",
  },
  lifetime: "temporary",
  deletionProtection: false,
});

export const host = database.connection.host;
