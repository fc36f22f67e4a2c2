import type { Ring } from './plan.schema.ts'

/**
 * The stages of a rosette, in the order of work: strips and slices sawn on a powered slide; a coupon and the
 * pieces of shell, and the pieces of drawn inlays, on boards of their own; mosaic and solid channels, glue and
 * scrape; then the line channels beside them, which also round the flat tile ends; glue and scrape; pockets
 * that were drawn; glue and scrape; engravings and cut-outs in what is flush; holes; the soundhole last. Each
 * stage is a program of its own.
 */
export const STAGES = [
  'saw-slices',
  'shell-coupon',
  'shell-pieces',
  'inlay-pieces',
  'inlay-channels',
  'line-channels',
  'inlay-pockets',
  'drawn-cuts',
  'drilling',
  'soundhole',
] as const
/** A stage of the work. */
export type Stage = (typeof STAGES)[number]

/** The stages after which hand work waits, which a person confirms before the next program unlocks. */
export const CONFIRMED_STAGES = [
  'shell-coupon',
  'shell-pieces',
  'inlay-pieces',
  'inlay-channels',
  'line-channels',
  'inlay-pockets',
] as const satisfies readonly Stage[]
/** A stage whose hand work a person confirms. */
export type ConfirmedStage = (typeof CONFIRMED_STAGES)[number]

/** The stage as one whose hand work is confirmed; null when nothing follows it. */
export function confirmedStage(stage: string): ConfirmedStage | null {
  return CONFIRMED_STAGES.find((candidate) => candidate === stage) ?? null
}

/** Whether a stage is cut in shell on a board of its own, and not in the top. */
export function isShellStage(stage: string): boolean {
  return stage === 'shell-coupon' || stage === 'shell-pieces'
}

/** Whether a stage is cut on a board of its own, and not in the top. */
export function isOwnBoard(stage: string): boolean {
  return isShellStage(stage) || stage === 'inlay-pieces'
}

/** Where the zero of a stage's program lies. */
export function zeroOfStage(stage: Stage): string {
  if (stage === 'saw-slices') return 'squared end of the stock, its front edge, its top surface'
  if (isShellStage(stage)) return 'lower left corner of the shell, its top surface'
  return stage === 'inlay-pieces'
    ? 'middle of the board for the piece, its top surface'
    : 'centre of the soundhole, top surface'
}

/** The stage a ring's channel is cut in. */
export function stageOfRing(ring: Ring): Stage {
  return ring.kind === 'strip' ? 'line-channels' : 'inlay-channels'
}
