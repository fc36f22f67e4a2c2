import type { Assembly } from '#core/pattern/arrange.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { SampledRing } from './ring-sampler.ts'

/** Tiles shown when the joints are to be judged. */
export const TILES_CLOSE = 4

/** A ring to be drawn. */
export interface RingRequest {
  readonly ring: SampledRing
  readonly pattern: Pattern
  readonly assembly: Assembly
  readonly sidePx: number
  /** A few tiles large instead of the whole ring. */
  readonly closeUp: boolean
  readonly topWood: string
  readonly hole: string
}

/** The ring, drawn. */
export interface RingAnswer {
  readonly picture: ImageBitmap
}
