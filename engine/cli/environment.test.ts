import assert from "node:assert/strict";
import { engineEnvironment, engineVariables } from "./environment";

const cloud = { home: "/h", backendUrl: "s3://bucket" };

describe("the engine's environment", () => {
  it("leaves plugins and secrets alone with a cloud", () => {
    assert.deepEqual(engineEnvironment(cloud), {
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_HOME: "/h",
      PULUMI_BACKEND_URL: "s3://bucket",
    });
    assert.equal(engineEnvironment({ ...cloud, passphrase: "" })["PULUMI_CONFIG_PASSPHRASE"], "");
  });

  it("attaches to the sandbox and fetches nothing", () => {
    assert.deepEqual(
      engineEnvironment({ home: "/h", backendUrl: "file:///s", sandbox: { debugProviders: "aws:1,tls:1" } }),
      {
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_HOME: "/h",
        PULUMI_BACKEND_URL: "file:///s",
        PULUMI_CONFIG_PASSPHRASE: "sandbox",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DEBUG_PROVIDERS: "aws:1,tls:1",
        PULUMI_EXPERIMENTAL: "true",
        PULUMI_SKIP_CHECKPOINTS: "true",
      },
    );
  });

  it("gives a reason for each variable", () => {
    for (const { name, reason } of engineVariables({
      ...cloud,
      passphrase: "x",
      sandbox: { debugProviders: "" },
    }))
      assert.match(reason, /^[a-z].{20,}[^.]$/, name);
  });
});
