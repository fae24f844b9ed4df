import type { FailureKind } from '../images/resolved';

/** Why a registry gave no answer. Carries nothing that a registry said: that could be anything, a secret too. */
export class RegistryFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly args: Readonly<Record<string, string | number>> = {},
  ) {
    super(kind);
  }
}
