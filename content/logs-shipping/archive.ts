/**
 * The copy of regulated streams to the region's locked archive. It is off until logs are masked on their way: the setting `logs.archive`
 * takes nothing else, and says why. What is here runs as soon as it does.
 */

/** The bucket that keeps them, under Object Lock. */
export interface LogArchive {
  readonly bucket: string;
  readonly region: string;
}

/** Variable with the ARN of the bucket's key, which nobody knows before it is made. */
export const ARCHIVE_KEY_VARIABLE = "ARCHIVE_KEY";

/** Datasets of which the archive has every document: those of the applications whose logs are the system of record. */
export const archivedDatasets: readonly string[] = ["finance.app"];

/** Id of the pipeline, and the address at which others send to it. */
export const ARCHIVE_PIPELINE = "archive";
/** The script that lets through what was masked, and nothing else. */
export const ARCHIVE_SCRIPT = "logstash_archive.rb";

/** A file is closed after so long, or when it is so large: small ones cost requests, large ones time until they are safe. */
const FILE_MINUTES = 10;
const FILE_MIB = 64;
/** Share of the volume for what waits for the archive. */
const QUEUE_SHARE = 0.05;
const MIB_A_GIB = 1024;
const MIB = 1024 ** 2;

/** The entry of the pipeline in Logstash's `pipelines.yml`. What waits for the archive is on the disk, and holds up nobody else. */
export function archivePipelineEntry(settingsFolder: string, volumeGiB: number) {
  return {
    "pipeline.id": ARCHIVE_PIPELINE,
    "path.config": `${settingsFolder}/${ARCHIVE_PIPELINE}.conf`,
    "queue.type": "persisted",
    "queue.max_bytes": `${Math.floor(volumeGiB * MIB_A_GIB * QUEUE_SHARE)}mb`,
    "queue.checkpoint.writes": 1,
  };
}

/**
 * The pipeline: JSON by lines, packed, by dataset and day. Objects get the lock that the bucket gives them; encryption and the key are said
 * again, because the bucket refuses what is not encrypted by it. There are no credentials: the pod has those of its role.
 */
export function archivePipeline(
  { bucket, region }: LogArchive,
  { scripts, data }: { readonly scripts: string; readonly data: string },
): string {
  return `input {
  pipeline { id => "documents" address => "${ARCHIVE_PIPELINE}" }
}
filter {
  ruby {
    id => "masked-only"
    path => "${scripts}/${ARCHIVE_SCRIPT}"
    script_params => { "datasets" => '${JSON.stringify(archivedDatasets)}' }
  }
}
output {
  s3 {
    id => "archive"
    bucket => "${bucket}"
    region => "${region}"
    prefix => "logs/%{[data_stream][dataset]}/%{+YYYY}/%{+MM}/%{+dd}/"
    codec => "json_lines"
    encoding => "gzip"
    rotation_strategy => "size_and_time"
    size_file => ${FILE_MIB * MIB}
    time_file => ${FILE_MINUTES}
    server_side_encryption => true
    server_side_encryption_algorithm => "aws:kms"
    ssekms_key_id => "\${${ARCHIVE_KEY_VARIABLE}}"
    temporary_directory => "${data}/archive"
    restore => true
    validate_credentials_on_root_bucket => false
  }
}
`;
}

/** What sends a copy of each document there. */
export const toArchive = `    pipeline { id => "to-archive" send_to => ["${ARCHIVE_PIPELINE}"] }\n`;
