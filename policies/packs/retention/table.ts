import { attacksRaiseAlarms } from "../../rules/logging/log-alm-01";
import { alarmsTellSomebody } from "../../rules/logging/log-alm-02";
import { workspacesLog } from "../../rules/logging/log-amp-01";
import { configurationsAreRecorded } from "../../rules/logging/log-cfg-01";
import { trailsSeeEveryRegion } from "../../rules/logging/log-ct-01";
import { trailsProveTheirFiles } from "../../rules/logging/log-ct-02";
import { trailsReachLogGroups } from "../../rules/logging/log-ct-03";
import { recordsLeaveATrace } from "../../rules/logging/log-ct-04";
import { clustersLogTheirControlPlane } from "../../rules/logging/log-eks-01";
import { intrusionsAreDetected } from "../../rules/logging/log-gd-01";
import { loadBalancersLogRequests } from "../../rules/logging/log-lb-01";
import { domainsPublishAuditLogs } from "../../rules/logging/log-os-01";
import { domainsPublishDiagnosticLogs } from "../../rules/logging/log-os-02";
import { personalLogsAreMasked } from "../../rules/logging/log-pii-01";
import { publicZonesLogQueries } from "../../rules/logging/log-r53-01";
import { bucketsLogAccess } from "../../rules/logging/log-s3-01";
import { securityHubChecksStandards } from "../../rules/logging/log-sh-01";
import { firewallsLogRequests } from "../../rules/logging/log-waf-01";
import { networksLogTheirFlows } from "../../rules/logging/net-vpc-01";
import { storesAreBackedUp } from "../../rules/retention/res-bk-01";
import { failuresAreKept } from "../../rules/retention/res-dlq-01";
import { loadBalancersResistDeletion } from "../../rules/retention/res-lb-01";
import { loadBalancersCrossZones } from "../../rules/retention/res-lb-02";
import { domainsSurviveAZone } from "../../rules/retention/res-os-01";
import { databasesSpanZones } from "../../rules/retention/res-rds-01";
import { workspacesKeepTheLaw } from "../../rules/retention/ret-amp-01";
import { plansKeepDailyBackups } from "../../rules/retention/ret-bk-01";
import { recordVaultsAreLocked } from "../../rules/retention/ret-bk-02";
import { backupsLieInTwoRegions } from "../../rules/retention/ret-bk-03";
import { eventStoresKeepTheLaw } from "../../rules/retention/ret-ctl-01";
import { tablesRecoverToAnyMoment } from "../../rules/retention/ret-ddb-01";
import { tablesResistDeletion } from "../../rules/retention/ret-ddb-02";
import { streamsOutliveOutages } from "../../rules/retention/ret-kin-01";
import { logGroupsDeclareTheirPeriod } from "../../rules/retention/ret-logs-01";
import { logGroupsKeepAuditLogs } from "../../rules/retention/ret-logs-02";
import { logGroupsForgetPersonalData } from "../../rules/retention/ret-logs-03";
import { keysAreKept } from "../../rules/retention/enc-kms-03";
import { databasesAreBackedUp } from "../../rules/retention/ret-rds-01";
import { databasesResistDeletion } from "../../rules/retention/ret-rds-02";
import { recordBucketsCanBeLocked } from "../../rules/retention/ret-s3-01";
import { lockedRecordsCannotBeShortened } from "../../rules/retention/ret-s3-02";
import { locksCannotBeLifted } from "../../rules/retention/ret-s3-03";
import { bucketsAreVersioned } from "../../rules/retention/ret-s3-04";
import { bucketsHaveALifecycle } from "../../rules/retention/ret-s3-05";
import { expiryKeepsTheLaw } from "../../rules/retention/ret-s3-06";
import { uploadsAreAborted } from "../../rules/retention/ret-s3-07";
import { recordsLieInTwoRegions } from "../../rules/retention/ret-s3-08";
import { recordsAreNotSweptAway } from "../../rules/retention/ret-s3-09";
import { versionsAreProtected } from "../../rules/retention/ret-s3-10";
import { resourcesSayWhatTheyAre } from "../../rules/retention/tag-01";
import { tagsAgreeWithRetention } from "../../rules/retention/tag-02";
import type { Pack } from "../pack";

export const retentionPack: Pack = {
  name: "retention",
  description:
    "Records are kept as long as the law asks, no longer than it allows, and nobody can change them before; what is done leaves a log, and what fails comes back",
  rules: [
    [keysAreKept, "mandatory"],
    [attacksRaiseAlarms, "advisory"],
    [alarmsTellSomebody, "mandatory"],
    [workspacesLog, "advisory"],
    [configurationsAreRecorded, "mandatory"],
    [trailsSeeEveryRegion, "mandatory"],
    [trailsProveTheirFiles, "mandatory"],
    [trailsReachLogGroups, "mandatory"],
    [recordsLeaveATrace, "mandatory"],
    [clustersLogTheirControlPlane, "mandatory"],
    [intrusionsAreDetected, "mandatory"],
    [loadBalancersLogRequests, "mandatory"],
    [domainsPublishAuditLogs, "mandatory"],
    [domainsPublishDiagnosticLogs, "advisory"],
    [personalLogsAreMasked, "mandatory"],
    [publicZonesLogQueries, "advisory"],
    [bucketsLogAccess, "mandatory"],
    [securityHubChecksStandards, "advisory"],
    [firewallsLogRequests, "mandatory"],
    [networksLogTheirFlows, "mandatory"],
    [storesAreBackedUp, "mandatory"],
    [failuresAreKept, "advisory"],
    [loadBalancersResistDeletion, "mandatory"],
    [loadBalancersCrossZones, "advisory"],
    [domainsSurviveAZone, "mandatory"],
    [databasesSpanZones, "advisory"],
    [workspacesKeepTheLaw, "mandatory"],
    [plansKeepDailyBackups, "mandatory"],
    [recordVaultsAreLocked, "mandatory"],
    [backupsLieInTwoRegions, "mandatory"],
    [eventStoresKeepTheLaw, "mandatory"],
    [tablesRecoverToAnyMoment, "mandatory"],
    [tablesResistDeletion, "mandatory"],
    [streamsOutliveOutages, "advisory"],
    [logGroupsDeclareTheirPeriod, "mandatory"],
    [logGroupsKeepAuditLogs, "mandatory"],
    [logGroupsForgetPersonalData, "mandatory"],
    [databasesAreBackedUp, "mandatory"],
    [databasesResistDeletion, "mandatory"],
    [recordBucketsCanBeLocked, "mandatory"],
    [lockedRecordsCannotBeShortened, "mandatory"],
    [locksCannotBeLifted, "mandatory"],
    [bucketsAreVersioned, "mandatory"],
    [bucketsHaveALifecycle, "mandatory"],
    [expiryKeepsTheLaw, "mandatory"],
    [uploadsAreAborted, "advisory"],
    [recordsLieInTwoRegions, "mandatory"],
    [recordsAreNotSweptAway, "mandatory"],
    [versionsAreProtected, "advisory"],
    [resourcesSayWhatTheyAre, "mandatory"],
    [tagsAgreeWithRetention, "mandatory"],
  ],
};
