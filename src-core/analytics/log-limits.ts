/** Newest entries of the job log that an answer may be made of. */
export const LOG_LIMITS = { risk: 50_000, timeline: 20_000 } as const
