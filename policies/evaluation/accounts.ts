import { AWS_LOG_DELIVERY_ACCOUNTS, TRUSTED_ACCOUNTS } from "../../content/trusted-accounts";
import type { Principal } from "./policy-document/principals";
import type { Resource } from "./resource";

/** Accounts that a resource's provider works in, as far as its configuration says. */
function ownAccountsOf({ provider }: Resource): readonly string[] {
  if (provider === undefined) return [];
  const accounts: string[] = [];
  const allowed = provider.at("allowedAccountIds").json().list();
  for (const place of allowed.state === "value" ? allowed.value : []) {
    const text = place.filledText();
    if (text.state === "value") accounts.push(text.value);
  }
  for (const name of ["assumeRoles", "assumeRole"]) {
    const role = provider.at(name).json().at(0).at("roleArn").filledText();
    if (role.state === "value") accounts.push(role.value.split(":")[4] ?? "");
  }
  return accounts;
}

/**
 * Whether an account is somebody else's: neither one that the resource's provider works in, nor one that is trusted. Of a provider that
 * names no account nobody knows whose it is, and a stranger's is the safe guess.
 */
export function isForeignAccount(account: string, resource: Resource): boolean {
  return (
    !ownAccountsOf(resource).includes(account) &&
    !TRUSTED_ACCOUNTS.includes(account) &&
    !AWS_LOG_DELIVERY_ACCOUNTS.includes(account)
  );
}

/** Whether a principal is somebody else's account, or an identity of one. */
export function isForeign({ account }: Principal, resource: Resource): boolean {
  return account !== undefined && /^\d{12}$/.test(account) && isForeignAccount(account, resource);
}
