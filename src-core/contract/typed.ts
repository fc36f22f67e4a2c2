import { z } from 'zod'

/**
 * A schema for a value that core itself built and typed: it carries the type across the contract
 * without spelling the record a second time. Never used for input.
 */
export function typed<T>(): z.ZodType<T, T> {
  return z.custom<T>((value) => value !== undefined)
}
