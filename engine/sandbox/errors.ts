/** The gRPC codes the sandbox refuses with. All of them tell the engine that the resource's state is known. */
export const CODES = {
  invalid: 3,
  notFound: 5,
  exists: 6,
  precondition: 9,
  aborted: 10,
} as const;

/** A refusal of the fake cloud, in the words the true one would use. */
export class CloudError extends Error {
  constructor(
    readonly reason: keyof typeof CODES,
    message: string,
  ) {
    super(message);
  }

  get code(): number {
    return CODES[this.reason];
  }
}
