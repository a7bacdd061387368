/**
 * The AWS SDK announces on Node.js 20 that its releases of 2027 will want 22. The release that is pinned here runs on 20, and the line
 * would stand above every answer. To be called before the SDK is loaded.
 */
export function quietSdk(): void {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
}
