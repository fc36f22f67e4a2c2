import type { OperationKind, PlanOperation } from './plan-operation.schema.ts'
import type { Stage } from './stage.ts'

/**
 * What an operation works on: closed paths that may hold islands, closed paths each by itself, paths of any
 * kind, circles, or an earlier operation whose paths it shares.
 */
export type OperationTakes = 'area' | 'closed-paths' | 'any-paths' | 'circles' | 'operation'

/** What is known of a kind of operation besides its numbers. */
export interface OperationKindFacts {
  /** What it is called in a sentence. */
  readonly noun: string
  /** What stands in its program before the name of its path. */
  readonly title: string
  readonly takes: OperationTakes
  /** The program it is part of. */
  readonly stage: Stage
  /** Kinds whose operation it may share the paths of; empty where it has paths of its own. */
  readonly of: readonly OperationKind[]
}

/** Every kind of operation there is; how it is planned stands in `toolpath/operations`. */
export const OPERATION_KINDS: Readonly<Record<OperationKind, OperationKindFacts>> = {
  pocket: { noun: 'pocket', title: 'Pocket', takes: 'area', stage: 'inlay-pockets', of: [] },
  contourPocket: {
    noun: 'contour pocket',
    title: 'Contour pocket',
    takes: 'area',
    stage: 'inlay-pockets',
    of: [],
  },
  rest: {
    noun: 'rest of the pocket',
    title: 'Rest of the pocket',
    takes: 'operation',
    stage: 'inlay-pockets',
    of: ['pocket', 'contourPocket'],
  },
  profile: { noun: 'profile', title: 'Profile', takes: 'any-paths', stage: 'drawn-cuts', of: [] },
  engrave: {
    noun: 'engraving',
    title: 'Engraving',
    takes: 'any-paths',
    stage: 'drawn-cuts',
    of: [],
  },
  drill: { noun: 'hole', title: 'Holes', takes: 'circles', stage: 'drilling', of: [] },
  inlayFemale: {
    noun: 'inlay pocket',
    title: 'Inlay pocket',
    takes: 'area',
    stage: 'inlay-pockets',
    of: [],
  },
  inlayMale: {
    noun: 'inlay piece',
    title: 'Inlay piece',
    takes: 'operation',
    stage: 'inlay-pieces',
    of: ['inlayFemale'],
  },
}

/** All kinds in the order they are offered. */
export const OPERATION_KIND_NAMES = Object.keys(OPERATION_KINDS) as readonly OperationKind[]

/** Paths an operation names itself; none where it shares those of another. */
export function ownPathIds(operation: PlanOperation): readonly string[] {
  return 'pathIds' in operation ? operation.pathIds : []
}

/** The operation whose paths an operation shares; null where it has its own. */
export function ofIdOf(operation: PlanOperation): string | null {
  return 'ofId' in operation ? operation.ofId : null
}

/** What an operation is called by findings, fixes and lists. */
export function operationKey({ id }: Pick<PlanOperation, 'id'>): string {
  return `operation:${id}`
}
