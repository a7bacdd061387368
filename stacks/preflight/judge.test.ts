import assert from "node:assert/strict";
import { createColors } from "picocolors";
import type { AccountFacts, RegionFacts, Told } from "./facts";
import { judgeAccount, type Finding, type Wanted } from "./judge";
import type { StackNeeds } from "./plan";
import { quotas, type QuotaId } from "./quotas";
import { renderFindings } from "./text";

const told = <T>(value: T): Told<T> => ({ told: true, value });
const silent = { told: false, why: "not authorized to perform: it" } as const;

const want: Wanted = {
  stack: "us-east-1",
  role: "hub",
  account: "111122223333",
  reach: "runner-in-vpc",
  audit: { trail: "create", config: "create", guardDuty: "create", securityHub: "create" },
};

const needed = Object.fromEntries(quotas.map(({ id }) => [id, 1])) as Record<QuotaId, number>;
const need: StackNeeds = {
  stack: "us-east-1",
  region: "us-east-1",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  names: [],
  quotas: needed,
};

/** An account in which nothing stands in the way. */
const region: RegionFacts = {
  region: "us-east-1",
  zones: told({
    "us-east-1a": "use1-az6",
    "us-east-1b": "use1-az1",
    "us-east-1c": "use1-az2",
    "us-east-1d": "use1-az4",
    "us-east-1e": "use1-az3",
  }),
  trails: told([]),
  recorders: told([]),
  detectors: told([]),
  securityHub: told(false),
  quotas: Object.fromEntries(
    quotas.map(({ id }) => [id, told({ limit: 5, used: 1 })]),
  ) as RegionFacts["quotas"],
  names: [{ kind: "bucket", name: "acme-logs", region: "us-east-1", holder: told("nobody") }],
  reach: told(undefined),
};

const account = (change: Partial<RegionFacts> = {}): AccountFacts => ({
  caller: told({ account: "111122223333", arn: "arn:aws:sts::111122223333:assumed-role/reader/me" }),
  identityCenters: told(["arn:aws:sso:::instance/ssoins-1"]),
  regions: [{ ...region, ...change }],
});

/** The findings of one subject, without the subject. */
const judged = (
  what: string,
  change: Partial<RegionFacts>,
  wanted: Partial<Wanted> = {},
  needs: Partial<StackNeeds> = {},
): Omit<Finding, "what" | "stack">[] =>
  judgeAccount(account(change), [{ ...want, ...wanted }], [{ ...need, ...needs }])
    .filter((finding) => finding.what === what)
    .map(({ what: _, stack: __, ...rest }) => rest);

describe("what an account has, against what the stacks want", () => {
  it("fits an account that stands in nobody's way", () => {
    const findings = judgeAccount(account(), [want], [need]);
    assert.deepEqual([...new Set(findings.map(({ verdict }) => verdict))], ["fits"]);
    assert.equal(findings.length, 2 + 5 + 1 + quotas.length + 1);
  });

  it("stops at credentials of another account, and at none", () => {
    const [other] = judgeAccount(account(), [{ ...want, account: "999900001111" }], [need]);
    assert.deepEqual(other, {
      what: "account",
      verdict: "stops",
      said: "these credentials are for account 111122223333, the settings name 999900001111",
      fix: "log in to account 999900001111, or write 111122223333 as accounts.workload",
      setting: 'pharos:accounts: { workload: "111122223333" }',
    });
    const nobody = {
      caller: { told: false, why: "no credentials" },
      identityCenters: silent,
      regions: [],
    } as const;
    assert.deepEqual(judgeAccount(nobody, [want], [need])[0], {
      what: "account",
      verdict: "stops",
      said: "nobody is logged in: no credentials",
      fix: "log in (aws sso login, or AWS_PROFILE) as somebody who may read the account",
    });
  });

  it("finds the zone without a control plane, whatever its letter, and proposes others", () => {
    assert.deepEqual(judged("zones", {}, {}, { zones: ["us-east-1a", "us-east-1b", "us-east-1e"] }), [
      {
        verdict: "stops",
        said: "EKS has no control plane in us-east-1e (use1-az3)",
        fix: "take other zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d have what is needed",
        setting: "pharos:network: { zones: [us-east-1a, us-east-1b, us-east-1c] }",
      },
    ]);
    assert.deepEqual(
      judged("zones", {}, {}, { zones: ["us-east-1a", "us-east-1b", "us-east-1z"] }).map(({ said }) => said),
      ["this account does not have us-east-1z"],
    );
  });

  it("leaves what the landing zone has to the landing zone, and misses what it should have", () => {
    const elsewhere = {
      audit: {
        trail: "managed-elsewhere",
        config: "managed-elsewhere",
        guardDuty: "managed-elsewhere",
        securityHub: "managed-elsewhere",
      },
    } as const;
    const there = {
      trails: told([{ name: "org", home: "us-east-1", allRegions: true, organization: true }]),
      recorders: told(["default"]),
      detectors: told(["d1"]),
      securityHub: told(true),
    };
    const subjects = ["CloudTrail", "AWS Config", "GuardDuty", "Security Hub"];
    assert.deepEqual(
      subjects.map((what) =>
        judged(what, there, elsewhere).map(({ verdict, said }) => `${verdict}: ${said}`),
      ),
      [
        ["fits: org, as expected"],
        ["fits: recorder default, as expected"],
        ["fits: detector d1, as expected"],
        ["fits: on, as expected"],
      ],
    );
    assert.deepEqual(
      subjects.map((what) => judged(what, there).map(({ verdict, setting }) => `${verdict}: ${setting}`)),
      [
        ["heed: pharos:audit: { trail: managed-elsewhere }"],
        ["stops: pharos:audit: { config: managed-elsewhere }"],
        ["stops: pharos:audit: { guardDuty: managed-elsewhere }"],
        ["stops: pharos:audit: { securityHub: managed-elsewhere }"],
      ],
    );
    assert.deepEqual(
      subjects.map((what) => judged(what, {}, elsewhere).map(({ verdict, said }) => `${verdict}: ${said}`)),
      [
        ["stops: the settings expect a trail over all regions from elsewhere, and there is none"],
        ["stops: the settings expect a recorder from elsewhere, and there is none"],
        ["stops: the settings expect a detector from elsewhere, and there is none"],
        ["stops: the settings expect an enabled Security Hub from elsewhere, and there is none"],
      ],
    );
  });

  it("tells a second trail's price to the hub alone", () => {
    const there = {
      trails: told([{ name: "all", home: "us-east-1", allRegions: true, organization: false }]),
    };
    assert.deepEqual(judged("CloudTrail", there, { role: "spoke" }), [{ verdict: "fits", said: "all" }]);
    assert.deepEqual(judged("CloudTrail", there), [
      {
        verdict: "heed",
        said: "a trail all (home us-east-1) records all regions already: a second one costs 2 USD for 100 000 events",
        fix: "leave it to the landing zone, if that trail is kept as long and as safely",
        setting: "pharos:audit: { trail: managed-elsewhere }",
      },
    ]);
  });

  it("stops at names that others have, and knows its own", () => {
    const named = (name: string, holder: RegionFacts["names"][number]["holder"]) =>
      ({ kind: "bucket", name, region: "us-east-1", holder }) as const;
    assert.deepEqual(
      judged("names", { names: [named("a", told("nobody")), named("b", told("this stack"))] }),
      [{ verdict: "fits", said: "1 are free, 1 are this stack's own" }],
    );
    assert.deepEqual(
      judged("names", {
        names: [named("a", told("another account")), named("b", told("this account")), named("c", silent)],
      }),
      [
        {
          verdict: "stops",
          said: "bucket a belongs to another account already",
          fix: "choose another organization or environment: every name begins with them",
        },
        {
          verdict: "stops",
          said: "bucket b belongs to this account already",
          fix: "import it into the stack (pulumi import), delete it, or choose another organization or environment",
        },
        {
          verdict: "untold",
          said: "of 1 names, such as c: not authorized to perform: it",
          fix: "let whoever runs this read it, or look by hand",
        },
      ],
    );
  });

  it("adds what is needed to what is in use, and names the command that asks for more", () => {
    const full = { ...region.quotas, addresses: told({ limit: 5, used: 4 }) };
    assert.deepEqual(
      judged(
        "quota: elastic IP addresses in the region",
        { quotas: full },
        {},
        { quotas: { ...needed, addresses: 3 } },
      ),
      [
        {
          verdict: "stops",
          said: "3 needed, 4 of 5 in use",
          fix: "ask for 7 or more: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 7",
        },
      ],
    );
  });

  it("tries the door of a cluster that is there", () => {
    const shut = told({ publicEndpoint: false, privateEndpoint: true, reachable: false });
    assert.deepEqual(judged("reach", { reach: shut }), [
      {
        verdict: "stops",
        said: "the cluster's API does not answer from here: it has a private endpoint only",
        fix: "run Pulumi inside the network, or choose another reach",
      },
    ]);
    assert.deepEqual(
      judged("reach", { reach: told({ publicEndpoint: true, privateEndpoint: true, reachable: true }) }),
      [{ verdict: "fits", said: "the cluster's API answers from here" }],
    );
  });

  it("takes silence for no good news", () => {
    const nothing = {
      zones: silent,
      trails: silent,
      recorders: silent,
      detectors: silent,
      securityHub: silent,
      reach: silent,
      quotas: Object.fromEntries(quotas.map(({ id }) => [id, silent])) as unknown as RegionFacts["quotas"],
    };
    const findings = judgeAccount(account(nothing), [want], [need]).filter(
      ({ stack }) => stack !== undefined,
    );
    assert.deepEqual(
      findings.filter(({ verdict }) => verdict !== "untold").map(({ what }) => what),
      ["names"],
    );
  });

  it("are told by stack, with the settings that fit at the end", () => {
    const findings = judgeAccount(account({ recorders: told(["default"]) }), [want], [need]).filter(
      ({ what }) => ["account", "AWS Config"].includes(what),
    );
    assert.equal(
      renderFindings(findings, createColors(false)),
      `✔ account     111122223333, as arn:aws:sts::111122223333:assumed-role/reader/me

us-east-1
✖ AWS Config  the region has its one recorder already (default): AWS refuses a second
              fix: leave it to whoever made it, or import it (pulumi import)

settings that fit this account:
  Pulumi.us-east-1.yaml  pharos:audit: { config: managed-elsewhere }

1 fit, 1 would stop an update, 0 to heed, 0 not told`,
    );
  });
});
