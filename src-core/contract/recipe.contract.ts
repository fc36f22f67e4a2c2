import { z } from 'zod'
import { PATTERN_LIMITS, veneerColourSchema } from '../pattern/pattern.schema.ts'
import { planSchema } from '../rosette/plan.schema.ts'

/** What a recipe may be had as. */
export const recipeFormatSchema = z.enum(['pdf', 'csv', 'json'])
/** What a recipe may be had as. */
export type RecipeFormat = z.output<typeof recipeFormatSchema>

const { key, thicknessMm } = veneerColourSchema.shape

/** What the maker chooses for a recipe. */
export const recipeOptionsSchema = z.strictObject({
  /** Strips may be turned inside out, so that a column and its mirror come off one plate. */
  flipPlates: z.boolean(),
  /** Thick veneers that may take the place of several like ones. */
  stocked: z.array(z.strictObject({ key, thicknessMm })).max(4 * PATTERN_LIMITS.maxColours),
})

const source = z.discriminatedUnion('kind', [
  /** A plan that is kept. */
  z.strictObject({ kind: z.literal('kept'), planId: z.string().min(1).max(80) }),
  /** A plan as it stands on the screen. */
  z.strictObject({ kind: z.literal('unsaved'), plan: planSchema }),
])
const paper = z.enum(['A4', 'Letter'])
const file = z.strictObject({ fileName: z.string(), mediaType: z.string(), base64: z.string() })

/** Calls about recipes. What a recipe says is worked out on the screen from the plan itself. */
export const recipe = {
  /** The recipe of a plan as a file: the printed shop sheet, a table, or JSON it can be rebuilt from. */
  export: {
    input: z.strictObject({
      source,
      format: recipeFormatSchema,
      paper,
      options: recipeOptionsSchema,
    }),
    output: file,
  },
  /**
   * Where the stop stands for every cut of a plan's strips and slices, as a printed table. The kerf is that of the
   * plan's blade where it names one whose kerf is known, else the plan's own.
   */
  stops: { input: z.strictObject({ source, paper }), output: file },
} as const
