import type { Point3 } from '../geometry/point.ts'
import { operationKey } from '../rosette/operation-kinds.ts'
import type { PlanCut } from '../rosette/plan-cuts.ts'
import { moveLengthMm } from './measure.ts'
import { endOfMove } from './motion-blocks.ts'
import type { Move, ToolpathProgram } from './move.ts'

/** A program with the time it takes on its machine. */
export interface TimedProgram extends ToolpathProgram {
  readonly estimatedSeconds: number
}

/** What a part of a program takes. */
export interface PlannedPart {
  readonly programId: string
  readonly seconds: number
  /** Travelled for it, at feed and rapidly. */
  readonly lengthMm: number
}

type KeyedCut = Pick<PlanCut, 'key' | 'stage'>

/** The keys of what a program cuts, in its order. */
function keysOf(
  { stage, id, operationIds }: ToolpathProgram,
  cuts: readonly KeyedCut[],
): readonly string[] {
  if (operationIds !== undefined) return operationIds.map((id) => operationKey({ id }))
  const keys = cuts.filter((cut) => cut.stage === stage).map(({ key }) => key)
  // with several rings of shell each has programs of its own, named for it
  if (stage !== 'shell-pieces' || keys.length === 1) return keys
  return keys.filter((key) => id.endsWith(`-${key.slice('shell:'.length)}`))
}

function feedOf(move: Move, rapidMmPerMin: number): number {
  return 'feedMmPerMin' in move ? move.feedMmPerMin : rapidMmPerMin
}

/**
 * A program's parts, each begun by a comment, at length over feed and scaled so that together they take as
 * long as the program; what comes before the first comment belongs to the first.
 */
function partsOf(
  { moves, estimatedSeconds }: TimedProgram,
  rapidMmPerMin: number,
): readonly Omit<PlannedPart, 'programId'>[] {
  const parts: { seconds: number; lengthMm: number }[] = [{ seconds: 0, lengthMm: 0 }]
  let at: Point3 = { xMm: 0, yMm: 0, zMm: 0 }
  let comments = 0
  for (const move of moves) {
    if (move.kind === 'comment') {
      comments += 1
      if (comments > 1) parts.push({ seconds: 0, lengthMm: 0 })
      continue
    }
    const part = parts.at(-1)
    if (part === undefined) continue
    if (move.kind === 'dwell') part.seconds += move.seconds
    const lengthMm = moveLengthMm(at, move)
    part.lengthMm += lengthMm
    part.seconds += (60 * lengthMm) / feedOf(move, rapidMmPerMin)
    at = endOfMove(at, move)
  }
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  const scale = total === 0 ? 1 : estimatedSeconds / total
  return parts.map(({ seconds, lengthMm }) => ({ seconds: seconds * scale, lengthMm }))
}

/**
 * What each cut of a plan takes in the programs that were planned of it, by the cut's key; `rapidMmPerMin`
 * is how fast the machine travels at most. A cut that no program has is left out.
 */
export function plannedCuts(
  cuts: readonly KeyedCut[],
  programs: readonly TimedProgram[],
  rapidMmPerMin: number,
): ReadonlyMap<string, PlannedPart> {
  const found = new Map<string, PlannedPart>()
  for (const program of programs) {
    const parts = partsOf(program, rapidMmPerMin)
    keysOf(program, cuts).forEach((key, index) => {
      const part = parts[index]
      if (part !== undefined) found.set(key, { programId: program.id, ...part })
    })
  }
  return found
}
