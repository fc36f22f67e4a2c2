import { z } from 'zod'
import { CONTROLLERS } from '../gcode/dialects/controller.ts'
import { POST_TOKENS } from './post-tokens.ts'

const known = Object.keys(POST_TOKENS)
const decimals = z.int().min(0).max(6)

/** One line of a header or footer: words, or a comment in parentheses; plain ASCII. */
const templateLine = z
  .string()
  .min(1)
  .max(79)
  .regex(/^[\x20-\x7e]+$/, 'must be plain ASCII')
  .regex(/^[^?!~]+$/, 'must not hold ? ! or ~, which a GRBL controller acts upon at once')
  .refine(
    (line) => [...line.matchAll(/\{([^}]*)\}/g)].every(([, name = '']) => known.includes(name)),
    { error: `may hold only the names {${known.join('} {')}}` },
  )
  .refine((line) => !/[{}]/.test(line.replaceAll(/\{[^{}]*\}/g, '')), {
    error: 'has a brace without its partner',
  })
  .refine((line) => !/(^|[^0-9.])G2[01](?![0-9.])/i.test(withoutComments(line)), {
    error: 'states the units itself: write {units}, so that they fit the numbers',
  })

function withoutComments(line: string): string {
  return line.replaceAll(/\([^)]*\)/g, '').replace(/;.*$/, '')
}

function unitsStated(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + withoutComments(line).split('{units}').length - 1, 0)
}

const capabilities = z.strictObject({
  /** G2 and G3; otherwise short lines. */
  arcs: z.boolean(),
  /** Arcs on which the third axis moves too; otherwise short lines. */
  helicalArcs: z.boolean(),
  /** Planes arcs may lie in: G17, G18, G19; in the others short lines. */
  arcPlanes: z
    .array(z.enum(['XY', 'ZX', 'YZ']))
    .min(1)
    .max(3),
  /** An arc is cut in pieces no longer than this; 360 allows full circles. */
  maxArcSweepDeg: z.number().min(45).max(360),
  /** I, J and K from the start of the arc (G91.1), or as coordinates of the centre (G90.1). */
  arcCentre: z.enum(['incremental', 'absolute']),
  /** `m6`: T and M6; `pause`: M0 with a note; `none`: one program for each tool. */
  toolChange: z.enum(['none', 'pause', 'm6']),
  /** `table`: G43 with the tool's number after every M6. */
  toolLength: z.enum(['none', 'table']),
  /** G81, G82 and G83; otherwise holes are written move by move. */
  drillingCycles: z.boolean(),
  /** How corners are taken, for {path}: G61 exactly, G64 blended within a tolerance when one is given. */
  pathMode: z.union([
    z.enum(['none', 'exact', 'blended']),
    z.strictObject({ blendToleranceMm: z.number().positive().max(0.1) }),
  ]),
  /** N words counting up by this; 0 for none. */
  lineNumberStep: z.int().min(0).max(100),
  /** A blank between the words of a block. */
  spaces: z.boolean(),
  maxLineChars: z.int().min(40).max(256),
  commentStyle: z.enum(['parentheses', 'semicolon', 'none']),
  dwellUnit: z.enum(['seconds', 'milliseconds']),
  /** Digits after the point, in the post's own units. */
  decimals: z.strictObject({
    coordinate: decimals,
    arcCentre: decimals,
    feed: decimals,
    speed: decimals,
    dwell: decimals,
  }),
})

/** A post: how one kind of controller wants its programs written. Data, no code. */
export const postSchema = z
  .strictObject({
    schema: z.literal('rmos.post'),
    version: z.literal(1),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens'),
    name: z.string().min(1).max(80),
    controller: z.enum(CONTROLLERS),
    /** Without the point. */
    fileExtension: z.string().regex(/^[a-z0-9]{1,8}$/, 'must be 1 to 8 small letters or digits'),
    units: z.enum(['mm', 'inch']),
    capabilities,
    header: z.array(templateLine).min(1).max(20),
    footer: z.array(templateLine).min(1).max(20),
    /** What a person should set or know on the controller; never printed. */
    notes: z.array(z.string().min(1).max(300)).max(10).default([]),
    /** Where what is written above was found. */
    source: z.string().max(300).default(''),
  })
  .refine(({ header, footer }) => unitsStated([...header, ...footer]) === 1, {
    path: ['header'],
    error: ({ input }) =>
      `must hold {units} exactly once, outside comments; it stands there ${String(
        unitsStated([...(input as PostLines).header, ...(input as PostLines).footer]),
      )} times`,
  })
  .refine(({ capabilities: able }) => able.toolLength === 'none' || able.toolChange === 'm6', {
    path: ['capabilities', 'toolLength'],
    error: '"table" wants toolChange "m6": without it no tool is in the table',
  })

interface PostLines {
  readonly header: readonly string[]
  readonly footer: readonly string[]
}

/** A post. */
export type PostProfile = z.output<typeof postSchema>
/** What a post's controller can do and how its numbers are written. */
export type PostCapabilities = PostProfile['capabilities']
