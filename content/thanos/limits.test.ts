import assert from "node:assert/strict";
import { remoteWriteQueue, SCRAPE_INTERVAL_SECONDS } from "../metrics/sizing";
import { limitsFile, receiveLimits } from "./limits";
import { EXPORTED_SHARE, ROUTER_MEMORY_MIB, sizeIngesters } from "./sizing";

const load = (activeSeries: number) => ({ activeSeries, spokes: 2, zones: 3 });
const LOADS = [10_000, 500_000, 1_000_000, 20_000_000];

describe("limits of what the hub takes", () => {
  it("follow from what it is sized for", () => {
    assert.deepEqual(receiveLimits(load(1_000_000)), {
      headSeries: 1_500_000,
      samplesPerRequest: 10_000,
      bytesPerRequest: 10_240_000,
      concurrency: 56,
    });
  });

  it("refuse nothing that our senders put together", () => {
    for (const activeSeries of LOADS) {
      const { samplesPerRequest } = receiveLimits(load(activeSeries));
      const queue = remoteWriteQueue(activeSeries / SCRAPE_INTERVAL_SECONDS);
      assert.ok(samplesPerRequest >= 5 * queue.maxSamplesPerSend);
    }
  });

  it("let a region grow by half, which its ingesters can hold while the others are as they were", () => {
    for (const activeSeries of LOADS) {
      const { headSeries } = receiveLimits(load(activeSeries));
      const { memoryMiB, memoryLimitMiB } = sizeIngesters(load(activeSeries));
      const planned = activeSeries * EXPORTED_SHARE * 2;
      assert.equal(headSeries, planned * 1.5);
      assert.ok(memoryMiB * ((headSeries + planned) / (2 * planned)) < memoryLimitMiB);
    }
  });

  it("hold what is worked on within half of a router's memory", () => {
    for (const activeSeries of LOADS) {
      const { concurrency, bytesPerRequest } = receiveLimits(load(activeSeries));
      assert.ok(concurrency >= 4, String(concurrency));
      assert.ok(concurrency * (bytesPerRequest / 5) * 3 <= (ROUTER_MEMORY_MIB * 1024 ** 2) / 2);
    }
  });

  it("are written as Thanos reads them, and count each series once", () => {
    assert.deepEqual(JSON.parse(limitsFile(load(1_000_000), "/roots.pem")), {
      write: {
        global: {
          max_concurrency: 56,
          meta_monitoring_url: "https://pharos-prometheus:9090",
          meta_monitoring_limit_query:
            'sum by (tenant) (prometheus_tsdb_head_series{job="thanos-ingester"}) / 3',
          meta_monitoring_http_client: {
            tls_config: { ca_file: "/roots.pem", server_name: "pharos-prometheus" },
            transport_config: {
              dialer_timeout: 5e9,
              tls_handshake_timeout: 1e10,
              response_header_timeout: 1e10,
              idle_conn_timeout: 9e10,
            },
          },
        },
        default: {
          request: { size_bytes_limit: 10_240_000, series_limit: 10_000, samples_limit: 10_000 },
          head_series_limit: 1_500_000,
        },
      },
    });
  });
});
