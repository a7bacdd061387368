import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import type { Provider } from "../provider";
import { TestCloud, TestStack, text } from "../testing/stack";
import { isSecret, reveal, UNKNOWN, type Properties } from "../values";
import { GRAFANA } from "./grafana";
import { PAGERDUTY } from "./pagerduty";
import { RANDOM } from "./random";
import { TLS } from "./tls";

describe("the sandbox's smaller providers", () => {
  let home: TestCloud;
  beforeEach(() => (home = new TestCloud()));
  afterEach(() => home.dispose());
  const stack = async (provider: Provider, settings: Properties = {}, name = "one"): Promise<TestStack> =>
    new TestStack(await home.cloud(), provider, settings, name);

  describe("grafana", () => {
    const at = { url: "https://grafana.example.com" };
    const FOLDER = "grafana:oss/folder:Folder";
    const DASHBOARD = "grafana:oss/dashboard:Dashboard";

    it("takes uids from the program, also inside a dashboard's JSON, or makes them up", async () => {
      const one = await stack(GRAFANA, at);
      const folder = await one.create(FOLDER, { title: "F", uid: "overview" });
      assert.deepEqual(folder, {
        id: "1:overview",
        outputs: { title: "F", uid: "overview", url: "https://grafana.example.com/dashboards/f/overview/" },
      });
      assert.match((await one.create(FOLDER, { title: "G" }, "other")).id, /^1:[a-z0-9]{14}$/);
      const dashboard = await one.create(DASHBOARD, {
        configJson: '{"uid":"cluster"}',
        folder: "overview",
        orgId: "2",
      });
      assert.equal(dashboard.id, "2:cluster");
      assert.equal(dashboard.outputs["url"], "https://grafana.example.com/d/cluster/");
    });

    it("refuses what has been made by another resource, in the same Grafana", async () => {
      const one = await stack(GRAFANA, at);
      await one.create(FOLDER, { title: "F", uid: "overview" });
      await (
        await stack(GRAFANA, { url: "https://other.example.com" })
      ).create(FOLDER, { title: "F", uid: "overview" }, "x");
      await assert.rejects(one.create(FOLDER, { title: "G", uid: "overview" }, "second"), {
        message: `creating folder (1:overview): it exists already; ${one.urn(FOLDER, "it")} made it, and two resources that set the same thing undo each other`,
      });
    });

    it("compares dashboards by what they say, and replaces by uid", async () => {
      const one = await stack(GRAFANA, at);
      assert.deepEqual(one.changes(DASHBOARD, { configJson: '{"a":1}' }, { configJson: '{ "a": 1 }' }), []);
      assert.deepEqual(one.changes(FOLDER, { title: "F", uid: "a" }, { title: "F", uid: "b" }), [
        "uid replaces",
      ]);
    });
  });

  describe("pagerduty", () => {
    const SERVICE = "pagerduty:index/service:Service";

    it("has names once, whichever stack makes them", async () => {
      const [one, two] = [await stack(PAGERDUTY), await stack(PAGERDUTY, {}, "two")];
      const { id } = await one.create(SERVICE, { name: "platform", escalationPolicy: "P1" });
      assert.match(id, /^P[A-Z0-9]{6}$/);
      assert.throws(() => two.preview(SERVICE, { name: "platform", escalationPolicy: "P1" }), {
        message: `creating PagerDuty service (platform): Name has already been taken: it exists already; ${one.urn(SERVICE, "it")} holds it`,
      });
    });

    it("finds whomever the program looks for", async () => {
      const user = (await stack(PAGERDUTY)).invoke("pagerduty:index/getUser:getUser", {
        email: "someone@example.com",
      });
      assert.match(text(user["id"]), /^P[A-Z0-9]{6}$/);
      assert.deepEqual([user["email"], user["name"]], ["someone@example.com", "someone"]);
    });

    it("hides integration keys", async () => {
      const { outputs } = await (
        await stack(PAGERDUTY)
      ).create("pagerduty:index/serviceIntegration:ServiceIntegration", {
        service: "P1",
        type: "events_api_v2_inbound_integration",
      });
      assert.equal(isSecret(outputs["integrationKey"]), true);
    });
  });

  describe("random", () => {
    const PASSWORD = "random:index/randomPassword:RandomPassword";

    it("draws what is asked for, keeps it over updates, and hides it", async () => {
      const one = await stack(RANDOM);
      const inputs = { length: 16, special: false, minNumeric: 10, minUpper: 2 };
      const { id, outputs } = await one.create(PASSWORD, inputs);
      const password = text(outputs["result"]);
      assert.equal(isSecret(outputs["result"]), true);
      assert.match(password, /^[A-Za-z0-9]{16}$/);
      assert.ok((password.match(/[0-9]/g) ?? []).length >= 10);
      assert.ok((password.match(/[A-Z]/g) ?? []).length >= 2);
      assert.deepEqual(await one.update(PASSWORD, id, outputs, inputs), outputs);
      assert.notEqual(reveal((await one.create(PASSWORD, inputs, "other")).outputs["result"]), password);
      assert.deepEqual(one.changes(PASSWORD, inputs, { ...inputs, keepers: { a: "b" } }), [
        "keepers replaces",
      ]);
    });

    it("knows nothing at preview", async () =>
      assert.deepEqual((await stack(RANDOM)).preview("random:index/randomUuid:RandomUuid", {}), {
        result: UNKNOWN,
      }));

    it("makes ids, pets, numbers and orders", async () => {
      const one = await stack(RANDOM);
      const id = await one.create("random:index/randomId:RandomId", { byteLength: 4, prefix: "p-" });
      const hex = text(id.outputs["hex"]);
      assert.match(hex, /^p-[0-9a-f]{8}$/);
      assert.equal(id.outputs["dec"], `p-${parseInt(hex.slice(2), 16)}`);
      assert.match(
        (await one.create("random:index/randomPet:RandomPet", { length: 3 })).id,
        /^[a-z]+-[a-z]+-[a-z]+$/,
      );
      const { outputs } = await one.create("random:index/randomInteger:RandomInteger", { min: 3, max: 4 });
      assert.ok([3, 4].includes(Number(outputs["result"])));
      const shuffle = await one.create("random:index/randomShuffle:RandomShuffle", {
        inputs: ["a", "b", "c"],
        resultCount: 2,
      });
      assert.equal((shuffle.outputs["results"] as string[]).length, 2);
    });
  });

  describe("tls", () => {
    const KEY = "tls:index/privateKey:PrivateKey";
    const key = async (one: TestStack, name: string, inputs: Properties): Promise<string> =>
      text(reveal((await one.create(KEY, inputs, name)).outputs["privateKeyPem"]));

    const algorithms: Properties[] = [
      { algorithm: "RSA", rsaBits: 2048 },
      { algorithm: "ECDSA", ecdsaCurve: "P256" },
      { algorithm: "ECDSA", ecdsaCurve: "P384" },
      { algorithm: "ED25519" },
    ];
    for (const inputs of algorithms)
      it(`makes certificates that Node verifies: ${JSON.stringify(inputs)}`, async () => {
        const one = await stack(TLS);
        const caKey = await key(one, "ca", inputs);
        const ca = await one.create("tls:index/selfSignedCert:SelfSignedCert", {
          privateKeyPem: caKey,
          subject: { commonName: "Root", organization: "Example" },
          validityPeriodHours: 48,
          isCaCertificate: true,
          allowedUses: ["cert_signing"],
        });
        const leafKey = await key(one, "leaf", { algorithm: "ECDSA", ecdsaCurve: "P256" });
        const request = await one.create("tls:index/certRequest:CertRequest", {
          privateKeyPem: leafKey,
          subject: { commonName: "leaf" },
          dnsNames: ["thanos.example.com"],
          ipAddresses: ["192.0.2.1", "2001:db8::1"],
        });
        const leaf = await one.create("tls:index/locallySignedCert:LocallySignedCert", {
          certRequestPem: request.outputs["certRequestPem"] ?? "",
          caPrivateKeyPem: caKey,
          caCertPem: ca.outputs["certPem"] ?? "",
          validityPeriodHours: 24,
          allowedUses: ["digital_signature", "server_auth", "client_auth"],
        });
        const root = new X509Certificate(text(ca.outputs["certPem"]));
        const certificate = new X509Certificate(text(leaf.outputs["certPem"]));
        assert.equal(root.verify(createPublicKey(createPrivateKey(caKey))), true);
        assert.equal(root.ca, true);
        assert.equal(root.subject, "O=Example\nCN=Root");
        assert.equal(certificate.verify(root.publicKey), true);
        assert.equal(certificate.checkIssued(root), true);
        assert.equal(certificate.ca, false);
        assert.equal(certificate.checkPrivateKey(createPrivateKey(leafKey)), true);
        assert.equal(
          certificate.subjectAltName,
          "DNS:thanos.example.com, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1",
        );
        assert.deepEqual(certificate.keyUsage, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
        const hours = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 3_600_000;
        assert.equal(hours, 24);
        assert.equal(leaf.outputs["validityEndTime"], new Date(certificate.validTo).toISOString());
      });

    it("hides keys", async () => {
      const { outputs } = await (await stack(TLS)).create(KEY, { algorithm: "ED25519" });
      assert.equal(isSecret(outputs["privateKeyPem"]), true);
      assert.equal(isSecret(outputs["publicKeyPem"]), false);
    });
  });
});
