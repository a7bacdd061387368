import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { defaultOf } from "../../evaluation/provider-defaults";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const LISTENER = "aws:lb/listener:Listener";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

/** Protocols in which the load balancer ends the encrypted connection. */
const ENCRYPTED = ["HTTPS", "TLS", "SSL"];
/** Protocols that it passes on as they come: whether they are encrypted is between the two ends. */
const PASSED_ON = ["TCP", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"];

export const listenersAreEncrypted: ResourceRule = {
  id: "ENC-TLS-01",
  slug: "load-balancer-listeners-are-encrypted",
  title: "Load-balancer listeners are HTTPS/TLS (HTTP only redirects)",
  severity: "high",
  scope: "resource",
  types: [LISTENER, CLASSIC],
  controls: {
    soc2: ["CC6.1", "CC6.7"],
    pci: ["4.2.1", "2.2.5", "2.2.7"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24", "A.8.21", "A.5.14"],
  },
  remediation:
    "Set protocol to HTTPS or TLS with a certificate; let a listener for HTTP do nothing but redirect to HTTPS.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
  check({ type, inputs }) {
    return type === CLASSIC ? judgeClassic(inputs) : judgeListener(type, inputs);
  },
};

function judgeListener(type: string, inputs: Reader): Outcome {
  const stated = inputs.at("protocol").filledText();
  const protocol = orDefault(stated, String(defaultOf(type, "protocol")));
  if (protocol.state === "unknown") return undetermined(protocol);
  const name = protocol.value.toUpperCase();
  if (ENCRYPTED.includes(name)) return pass;
  if (PASSED_ON.includes(name)) return notApplicable(`it passes ${name} on as it comes`);
  // Listeners of gateway load balancers have neither.
  if (stated.state === "absent" && inputs.at("port").state === "absent")
    return notApplicable("it names neither protocol nor port, as listeners of gateway load balancers do");
  return judgeRedirect(inputs, protocol.value);
}

/** A listener for HTTP may do one thing: send clients to HTTPS. */
function judgeRedirect(inputs: Reader, protocol: string): Outcome {
  const actions = inputs.at("defaultActions").list();
  if (actions.state === "unknown") return undetermined(actions);
  const [action, ...others] = actions.state === "value" ? actions.value : [];
  const kind = action?.at("type").filledText();
  if (kind?.state === "unknown") return undetermined(kind);
  if (action === undefined || others.length > 0 || kind?.state !== "value" || kind.value !== "redirect") {
    return violation("http", {
      message: `'protocol' is ${protocol}, and the listener does something else than to redirect; HTTPS or TLS is required`,
      fix: "set protocol to HTTPS with a certificateArn, or let one redirect to HTTPS be its only default action",
      property: "protocol",
    });
  }
  const target = action.at("redirect", "protocol").filledText();
  if (target.state === "unknown") return undetermined(target);
  if (target.state === "value" && target.value.toUpperCase() === "HTTPS") return pass;
  return violation("redirect-to-http", {
    message: `'protocol' is ${protocol}, and the redirect's protocol is ${
      target.state === "value" ? target.value : "missing, which keeps it"
    }; HTTPS is required`,
    fix: "set defaultActions[0].redirect.protocol to HTTPS",
    property: "defaultActions[0].redirect.protocol",
  });
}

/** What has to be passed on as it comes, a network load balancer passes on; a classic one has no reason not to encrypt. */
function judgeClassic(inputs: Reader): readonly Outcome[] {
  const listeners = inputs.at("listeners").list();
  if (listeners.state === "unknown") return [undetermined(listeners)];
  if (listeners.state === "absent" || listeners.value.length === 0)
    return [notApplicable("it has no listener")];
  return allOf(
    listeners.value.map((listener) => {
      const protocol = orDefault(listener.at("lbProtocol").filledText(), "missing");
      if (protocol.state === "unknown") return undetermined(protocol);
      const name = protocol.value.toUpperCase();
      if (ENCRYPTED.includes(name)) return pass;
      const property = `${listener.path}.lbProtocol`;
      const passedOn = PASSED_ON.includes(name);
      return violation(passedOn ? "passed-on" : "http", {
        message: `'${property}' is ${protocol.value}${
          passedOn ? ", so that nothing tells whether what passes is encrypted" : ""
        }; https or ssl is required`,
        fix: `set ${property} to https and ${listener.path}.sslCertificateId to a certificate`,
        property,
      });
    }),
  );
}
