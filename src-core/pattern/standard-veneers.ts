import type { VeneerColour } from './pattern.schema.ts'

/** The thickness classical mosaic is mostly made of, mm (domain: 0.35 to 0.6, classic 0.5). */
export const STANDARD_VENEER_MM = 0.5

function dyed(name: string, colour: string): Omit<VeneerColour, 'key'> {
  return { name, colour, thicknessMm: STANDARD_VENEER_MM, materialId: 'mosaic-veneer' }
}

/** Veneers a new pattern is offered; their thickness is to be callipered before anything is glued. */
export const STANDARD_VENEERS = {
  black: dyed('Dyed black', '#211c1a'),
  white: dyed('Maple', '#efe2c4'),
  red: dyed('Dyed red', '#98382b'),
  green: dyed('Dyed green', '#3f6b4f'),
  blue: dyed('Dyed blue', '#35577a'),
  walnut: dyed('Walnut', '#5f432e'),
  orange: dyed('Padauk', '#b4602f'),
  yellow: dyed('Boxwood', '#d9b45f'),
} as const
