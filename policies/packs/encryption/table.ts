import { grafanaWorkspacesUseCustomerKeys } from "../../rules/encryption/enc-amg-01";
import { prometheusWorkspacesUseCustomerKeys } from "../../rules/encryption/enc-amp-01";
import { queryResultsAreEncrypted } from "../../rules/encryption/enc-ath-01";
import { backupVaultsUseCustomerKeys } from "../../rules/encryption/enc-bk-01";
import { trailsUseCustomerKeys } from "../../rules/encryption/enc-ct-01";
import { tablesUseCustomerKeys } from "../../rules/encryption/enc-ddb-01";
import { volumesAreEncrypted } from "../../rules/encryption/enc-ebs-01";
import { volumesUseCustomerKeys } from "../../rules/encryption/enc-ebs-02";
import { newVolumesAreEncrypted } from "../../rules/encryption/enc-ebs-03";
import { blockDevicesAreEncrypted } from "../../rules/encryption/enc-ec2-01";
import { repositoriesUseCustomerKeys } from "../../rules/encryption/enc-ecr-01";
import { fileSystemsAreEncrypted } from "../../rules/encryption/enc-efs-01";
import { fileSystemsUseCustomerKeys } from "../../rules/encryption/enc-efs-02";
import { clustersEncryptSecrets } from "../../rules/encryption/enc-eks-01";
import { deliveryStreamsAreEncrypted } from "../../rules/encryption/enc-fh-01";
import { deliveryStreamsUseCustomerKeys } from "../../rules/encryption/enc-fh-02";
import { glueEncrypts } from "../../rules/encryption/enc-glue-01";
import { streamsAreEncrypted } from "../../rules/encryption/enc-kin-01";
import { keysRotateYearly } from "../../rules/encryption/enc-kms-01";
import { keyPoliciesNameTheirUsers } from "../../rules/encryption/enc-kms-02";
import { keysAreEnabled } from "../../rules/encryption/enc-kms-04";
import { keysCarryTheirPolicy } from "../../rules/encryption/enc-kms-05";
import { functionsEncryptTheirEnvironment } from "../../rules/encryption/enc-lam-01";
import { logGroupsUseCustomerKeys } from "../../rules/encryption/enc-logs-01";
import { searchDomainsAreEncrypted } from "../../rules/encryption/enc-os-01";
import { searchDomainsUseCustomerKeys } from "../../rules/encryption/enc-os-02";
import { searchNodesTalkEncrypted } from "../../rules/encryption/enc-os-03";
import { searchDomainsEnforceHttps } from "../../rules/encryption/enc-os-04";
import { searchDomainsUseModernTls } from "../../rules/encryption/enc-os-05";
import { databasesAreEncrypted } from "../../rules/encryption/enc-rds-01";
import { databasesUseCustomerKeys } from "../../rules/encryption/enc-rds-02";
import { bucketsStateTheirEncryption } from "../../rules/encryption/enc-s3-01";
import { bucketsUseCustomerKeys } from "../../rules/encryption/enc-s3-02";
import { bucketsRefusePlainHttp } from "../../rules/encryption/enc-s3-03";
import { bucketsUseBucketKeys } from "../../rules/encryption/enc-s3-04";
import { uploadsUseCustomerKeys } from "../../rules/encryption/enc-s3-05";
import { secretsUseCustomerKeys } from "../../rules/encryption/enc-sm-01";
import { topicsAreEncrypted } from "../../rules/encryption/enc-sns-01";
import { topicsUseCustomerKeys } from "../../rules/encryption/enc-sns-02";
import { queuesAreEncrypted } from "../../rules/encryption/enc-sqs-01";
import { queuesUseCustomerKeys } from "../../rules/encryption/enc-sqs-02";
import { listenersAreEncrypted } from "../../rules/encryption/enc-tls-01";
import { tlsPoliciesAreModern } from "../../rules/encryption/enc-tls-02";
import type { Pack } from "../pack";

export const encryptionPack: Pack = {
  name: "encryption",
  description: "Data at rest and in transit is encrypted, with keys that the customer controls",
  rules: [
    [grafanaWorkspacesUseCustomerKeys, "mandatory"],
    [prometheusWorkspacesUseCustomerKeys, "mandatory"],
    [queryResultsAreEncrypted, "mandatory"],
    [backupVaultsUseCustomerKeys, "mandatory"],
    [trailsUseCustomerKeys, "mandatory"],
    [tablesUseCustomerKeys, "mandatory"],
    [volumesAreEncrypted, "mandatory"],
    [volumesUseCustomerKeys, "mandatory"],
    [newVolumesAreEncrypted, "mandatory"],
    [blockDevicesAreEncrypted, "mandatory"],
    [repositoriesUseCustomerKeys, "advisory"],
    [fileSystemsAreEncrypted, "mandatory"],
    [fileSystemsUseCustomerKeys, "advisory"],
    [clustersEncryptSecrets, "mandatory"],
    [deliveryStreamsAreEncrypted, "mandatory"],
    [deliveryStreamsUseCustomerKeys, "advisory"],
    [glueEncrypts, "advisory"],
    [streamsAreEncrypted, "mandatory"],
    [keysRotateYearly, "mandatory"],
    [keysAreEnabled, "mandatory"],
    [functionsEncryptTheirEnvironment, "mandatory"],
    [logGroupsUseCustomerKeys, "mandatory"],
    [searchDomainsAreEncrypted, "mandatory"],
    [searchDomainsUseCustomerKeys, "mandatory"],
    [searchNodesTalkEncrypted, "mandatory"],
    [searchDomainsEnforceHttps, "mandatory"],
    [searchDomainsUseModernTls, "mandatory"],
    [databasesAreEncrypted, "mandatory"],
    [databasesUseCustomerKeys, "advisory"],
    [bucketsStateTheirEncryption, "advisory"],
    [bucketsUseCustomerKeys, "mandatory"],
    [bucketsUseBucketKeys, "advisory"],
    [uploadsUseCustomerKeys, "advisory"],
    [secretsUseCustomerKeys, "mandatory"],
    [topicsAreEncrypted, "mandatory"],
    [topicsUseCustomerKeys, "mandatory"],
    [queuesAreEncrypted, "mandatory"],
    [queuesUseCustomerKeys, "advisory"],
    [listenersAreEncrypted, "mandatory"],
    [tlsPoliciesAreModern, "mandatory"],
    [keyPoliciesNameTheirUsers, "mandatory"],
    [keysCarryTheirPolicy, "advisory"],
    [bucketsRefusePlainHttp, "mandatory"],
  ],
};
