import type { Rule } from '../findings/rule';
import { alertRules } from './rules/alerts';
import { attachedRules } from './rules/attached';
import { documentPolicyRules } from './rules/document';
import { effectRules } from './rules/effects';
import { libraryRules } from './rules/library';
import { listRules } from './rules/lists';
import { orderRules } from './rules/order';
import type { PolicySubject } from './rules/row';
import { scopeRules } from './rules/scopes';
import { taskPolicyRules } from './rules/tasks';
import { valueRules } from './rules/values';
import { waasRules } from './rules/waas';

/** Every rule on policy documents. */
export const policyRules: readonly Rule<PolicySubject>[] = [
  ...documentPolicyRules,
  ...effectRules,
  ...listRules,
  ...valueRules,
  ...orderRules,
  ...scopeRules,
  ...attachedRules,
  ...libraryRules,
  ...alertRules,
  ...waasRules,
  ...taskPolicyRules,
];
