/** What a certificate proves: who a server is, or who a client is. */
type CertificateUsage = "server auth" | "client auth";

/** One certificate of the region. */
export interface RegionCertificate {
  readonly namespace: string;
  /** Name of the secret that holds it, in cert-manager's layout (`tls.crt`, `tls.key`, `ca.crt`), and of the Certificate itself. */
  readonly secretName: string;
  /** Names under which its owner is reached. */
  readonly dnsNames?: readonly string[];
  /** Name of a client that nobody calls. */
  readonly commonName?: string;
  readonly usages: readonly CertificateUsage[];
  /**
   * How its key is written.
   * @default - as cert-manager does, PKCS#1; programs in Java read PKCS#8 alone
   */
  readonly keyEncoding?: "PKCS8";
}
