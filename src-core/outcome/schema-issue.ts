import type { z } from 'zod'
import { describeValue } from './problem.ts'

/** What a schema has against a value: where, and the value with its limit. */
export interface SchemaObjection {
  /** `rings[2].outerRadiusMm`; empty for the whole. */
  readonly place: string
  /** Continues the place to a clause: `41 is below the limit 43`. */
  readonly message: string
}

/** `['rings', 2, 'outerRadiusMm']` as `rings[2].outerRadiusMm`. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    root,
  )
}

/** The measured thing of a limit: a text has characters, a list has entries, a number is itself. */
function measured(value: unknown): { shown: string; unit: string } {
  if (typeof value === 'string') {
    return { shown: `has ${String(value.length)} characters, which`, unit: ' characters' }
  }
  if (Array.isArray(value)) {
    return { shown: `has ${String(value.length)} entries, which`, unit: ' entries' }
  }
  return { shown: describeValue(value), unit: '' }
}

function limitMessage(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  value: unknown,
): string {
  const { shown, unit } = measured(value)
  const [side, limit] =
    issue.code === 'too_small' ? ['below', issue.minimum] : ['above', issue.maximum]
  const excluded = issue.inclusive === false ? ', itself not allowed' : ''
  return `${shown} is ${side} the limit ${String(limit)}${unit}${excluded}`
}

function wrongType(expected: string, value: unknown): string {
  return value === undefined
    ? `is missing: ${expected} expected`
    : `${describeValue(value)} is not of type ${expected}`
}

function issueMessage(issue: z.core.$ZodIssue, value: unknown): string {
  const { code } = issue
  if (code === 'too_small' || code === 'too_big') return limitMessage(issue, value)
  if (code === 'invalid_type') return wrongType(issue.expected, value)
  if (code === 'unrecognized_keys') {
    return `has an unknown key: ${issue.keys.map((key) => describeValue(key)).join(', ')}`
  }
  if (code === 'invalid_value') {
    return `${describeValue(value)} is not ${issue.values.map((v) => describeValue(v)).join(' or ')}`
  }
  if (code === 'invalid_format') {
    return `${describeValue(value)} does not have the form ${issue.pattern ?? issue.format}`
  }
  // our own checks say the value themselves
  if (code === 'custom') return issue.message
  return `${describeValue(value)} is refused: ${issue.message}`
}

/** The first objection of a failed parse of `root`, for one sentence. */
export function firstObjection(
  issues: readonly z.core.$ZodIssue[],
  root: unknown,
): SchemaObjection {
  const issue = issues[0]
  if (issue === undefined) throw new Error('a failed parse carries no issue')
  return {
    place: fieldPath(issue.path),
    message: issueMessage(issue, valueAt(root, issue.path)),
  }
}
