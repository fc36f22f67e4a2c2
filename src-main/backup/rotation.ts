import type { BackupKind } from './backup-names.ts'

/** What the rotation knows of a copy. */
export interface RotatedCopy {
  readonly fileName: string
  readonly kind: BackupKind
  /** Counts up with every copy; the clock has no say. */
  readonly sequence: number
  readonly createdAtUtc: string
  /** All records in it. */
  readonly recordCount: number
}

/** Copies of starts that are kept. */
export const KEPT_STARTS = 10
/** Days of which the newest copy is kept. */
export const KEPT_DAYS = 7
/** A copy with less than this share of another's records cannot stand in for it. */
const LEAST_SHARE = 0.5

/** Whether a newer copy can stand in for an older one: it is not suddenly much emptier. */
function standsIn(newer: RotatedCopy, older: RotatedCopy): boolean {
  return newer.sequence > older.sequence && newer.recordCount >= older.recordCount * LEAST_SHARE
}

function isSpent(copy: RotatedCopy, copies: readonly RotatedCopy[]): boolean {
  const standIns = copies.filter((other) => standsIn(other, copy))
  if (copy.kind === 'start') {
    return standIns.filter(({ kind }) => kind === 'start').length >= KEPT_STARTS
  }
  const days = standIns
    .filter(({ kind }) => kind === 'daily')
    .map(({ createdAtUtc }) => createdAtUtc.slice(0, 10))
  const laterToday = days.includes(copy.createdAtUtc.slice(0, 10))
  return laterToday || new Set(days).size >= KEPT_DAYS
}

/**
 * The copies that may go: starts beyond the newest ten, days beyond the newest seven. A copy goes
 * only when that many newer ones hold at least half as much: a database that was lost or emptied
 * never ages out the copies from before, however often it is copied. What a person made, and what
 * was made before a change of the database's form, always stays.
 */
export function spentCopies(copies: readonly RotatedCopy[]): readonly string[] {
  return copies
    .filter(({ kind }) => kind === 'start' || kind === 'daily')
    .filter((copy) => isSpent(copy, copies))
    .map(({ fileName }) => fileName)
}
