import { z } from 'zod'

/** How deep, how fast and how high: what every operation is told. */
export const depthFields = {
  /** Of the floor below the top (Z 0). */
  depthMm: z.number().positive().max(100),
  /** Deepest cut of one pass; passes are equal. */
  maxDepthPerPassMm: z.number().min(0.05).max(50),
  /** Above the top, where rapids run. */
  safeHeightMm: z.number().min(0.5).max(100).default(5),
  cutFeedMmPerMin: z.number().min(10).max(20_000),
  plungeFeedMmPerMin: z.number().min(10).max(10_000),
} as const

/** Steepest way down; 2° to 5° is usual. */
export const rampDegField = z.number().min(0.5).max(15).default(3)

/** Climb has the wood on the right of a tool that turns clockwise. */
export const directionField = z.enum(['climb', 'conventional']).default('climb')

/** Stays on the walls for good. */
export const stockToLeaveField = z.number().min(0).max(5).default(0)
