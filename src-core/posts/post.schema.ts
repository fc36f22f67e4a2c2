import { z } from 'zod'

/** Names that a header or footer line may hold in braces. */
export const POST_TOKENS = ['job', 'stage', 'title', 'tool', 'zero', 'units'] as const
/** A name in braces, filled in when a program is printed. */
export type PostToken = (typeof POST_TOKENS)[number]

const decimals = z.int().min(0).max(6)
const known: readonly string[] = POST_TOKENS

/** One line of a header or footer: words, or a comment in parentheses; plain ASCII. */
const templateLine = z
  .string()
  .min(1)
  .max(79)
  .regex(/^[\x20-\x7e]+$/, 'must be plain ASCII')
  .regex(/^[^?!~]+$/, 'must not hold ? ! or ~, which a GRBL controller acts upon at once')
  .refine(
    (line) => [...line.matchAll(/\{([^}]*)\}/g)].every(([, name = '']) => known.includes(name)),
    {
      error: `may hold only the names {${POST_TOKENS.join('} {')}}`,
    },
  )
  .refine((line) => !/[{}]/.test(line.replaceAll(/\{[^{}]*\}/g, '')), {
    error: 'has a brace without its partner',
  })

/** A post: how one kind of controller wants its programs written. Data, no code. */
export const postSchema = z.strictObject({
  schema: z.literal('rmos.post'),
  version: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens'),
  name: z.string().min(1).max(80),
  controller: z.enum(['grbl-1.1']),
  /** Without the point. */
  fileExtension: z.string().regex(/^[a-z0-9]{1,8}$/, 'must be 1 to 8 small letters or digits'),
  units: z.enum(['mm', 'inch']),
  capabilities: z.strictObject({
    arcs: z.boolean(),
    helicalArcs: z.boolean(),
    /** M6. */
    toolChange: z.boolean(),
    maxLineChars: z.int().min(40).max(256),
    commentStyle: z.enum(['parentheses', 'semicolon']),
    dwellUnit: z.enum(['seconds', 'milliseconds']),
    decimals: z.strictObject({
      coordinate: decimals,
      arcCentre: decimals,
      feed: decimals,
      speed: decimals,
      dwell: decimals,
    }),
  }),
  header: z.array(templateLine).min(1).max(20),
  footer: z.array(templateLine).min(1).max(20),
})

/** A post. */
export type PostProfile = z.output<typeof postSchema>
