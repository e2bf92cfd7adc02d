const KEY = 'ballast.token';
const MILLIS = 1000;

/** What a token says of itself. The services verify it; here it only decides what to show. */
export interface Claims {
  readonly sub: string;
  readonly tenant: string;
  readonly groups: readonly string[];
  readonly expiresAt: number;
}

/** Reads a token's claims; undefined if it is none. */
export function claims(token: string): Claims | undefined {
  const part = token.split('.')[1];
  if (part === undefined || token.split('.').length !== 3) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
    const { sub, tenant, groups, exp } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return typeof sub === 'string' && typeof tenant === 'string' && typeof exp === 'number'
      ? { sub, tenant, groups: Array.isArray(groups) ? (groups as string[]) : [], expiresAt: exp * MILLIS }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The token of this tab: it is forgotten when the tab is closed. */
export const storedToken = {
  get: (): string | null => sessionStorage.getItem(KEY),
  set: (token: string): void => sessionStorage.setItem(KEY, token),
  forget: (): void => sessionStorage.removeItem(KEY),
};
