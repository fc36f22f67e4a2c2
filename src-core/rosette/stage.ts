import type { Ring } from './plan.schema.ts'

/**
 * The stages of a rosette, in the order of work: mosaic and solid channels, glue and scrape; then the
 * line channels beside them, which also round the flat tile ends; glue and scrape; the soundhole last.
 * Each stage is a program of its own on the same zero.
 */
export type Stage = 'inlay-channels' | 'line-channels' | 'soundhole'

/** All stages in the order of work. */
export const STAGES: readonly Stage[] = ['inlay-channels', 'line-channels', 'soundhole']

/** The stage a ring's channel is cut in. */
export function stageOfRing(ring: Ring): Stage {
  return ring.kind === 'strip' ? 'line-channels' : 'inlay-channels'
}
