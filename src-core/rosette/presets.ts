import type { Ring } from './plan.schema.ts'

/** A soundhole to start from. */
export interface SoundholePreset {
  readonly id: string
  readonly name: string
  readonly diameterMm: number
  readonly family: 'classical' | 'steel-string' | 'ukulele'
  /** What boards of this kind usually measure where they cross the rosette; shown as a hint, never filled in. */
  readonly usualFingerboardMm: number
  readonly source: string
}

/** Soundholes of the usual instruments. Archtops are left out: round holes there have no sourced size. */
export const SOUNDHOLE_PRESETS: readonly SoundholePreset[] = [
  {
    id: 'classical-84',
    name: 'Classical guitar',
    diameterMm: 84,
    family: 'classical',
    usualFingerboardMm: 62,
    source: '81 guitars by Torres: mean just under 84, most 82 to 86 (Saucier)',
  },
  {
    id: 'classical-86',
    name: 'Classical guitar, modern',
    diameterMm: 86,
    family: 'classical',
    usualFingerboardMm: 62,
    source: 'mean of modern makers (Saucier)',
  },
  {
    id: 'steel-string-101.6',
    name: 'Steel-string guitar, 4 in',
    diameterMm: 101.6,
    family: 'steel-string',
    usualFingerboardMm: 57,
    source: 'D-28, J-45 and OM drawings; Cumpiano',
  },
  {
    id: 'ukulele-soprano-44',
    name: 'Soprano ukulele',
    diameterMm: 44,
    family: 'ukulele',
    usualFingerboardMm: 42,
    source: 'ukulele soundhole table (Baritone Ukulele, expattaxservice.net)',
  },
  {
    id: 'ukulele-concert-52',
    name: 'Concert ukulele',
    diameterMm: 52,
    family: 'ukulele',
    usualFingerboardMm: 44,
    source: 'ukulele soundhole table (Baritone Ukulele, expattaxservice.net)',
  },
  {
    id: 'ukulele-tenor-67',
    name: 'Tenor ukulele',
    diameterMm: 67,
    family: 'ukulele',
    usualFingerboardMm: 46,
    source: 'ukulele soundhole table (Baritone Ukulele, expattaxservice.net)',
  },
  {
    id: 'ukulele-baritone-71',
    name: 'Baritone ukulele',
    diameterMm: 71,
    family: 'ukulele',
    usualFingerboardMm: 46,
    source: 'ukulele soundhole table (Baritone Ukulele, expattaxservice.net)',
  },
]

type RingFields<R> = R extends Ring
  ? Omit<R, 'id' | 'innerRadiusMm' | 'outerRadiusMm' | 'proudMm'>
  : never

/** A ring of a stack, placed by the wood inside it and its width. */
export interface StackedRing {
  /** Spruce between it and what lies inside it: the soundhole's edge or the ring before. */
  readonly landMm: number
  readonly widthMm: number
  /** For tiles, the count is worked out of `columns` square cells of the plan's veneer. */
  readonly ring: RingFields<Ring>
}

/** Rings to start from, whatever the soundhole. */
export interface RingStack {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Where it is at home; it fits any soundhole. */
  readonly families: readonly SoundholePreset['family'][]
  readonly rings: readonly StackedRing[]
  readonly source: string
}

/** Thickness strips are sawn and tiles are sliced to; a choice at the saw, not something to measure first. */
const SAWN_MM = 2
const PLAIN = { kind: 'plain' } as const

function lines(name: string, landMm: number, widthMm: number): StackedRing {
  return {
    landMm,
    widthMm,
    ring: {
      kind: 'strip',
      name,
      inlayThicknessMm: SAWN_MM,
      materialId: 'veneer-black-white',
      stripFamilyId: null,
      weave: PLAIN,
      overlapRatio: 0.04,
    },
  }
}

type WeaveKind = 'rope' | 'herringbone' | 'wheat'

function woven(
  name: string,
  place: { readonly landMm: number; readonly widthMm: number },
  weave: {
    readonly kind: WeaveKind
    readonly layerMm: number
    readonly angleDeg: number
    readonly backed: boolean
  },
): StackedRing {
  const { kind, layerMm, angleDeg, backed } = weave
  return {
    ...place,
    ring: {
      kind: 'strip',
      name,
      inlayThicknessMm: SAWN_MM,
      materialId: 'veneer-black-white',
      stripFamilyId: null,
      weave: { kind, lightMm: layerMm, darkMm: layerMm, angleDeg, backed },
      overlapRatio: 0.04,
    },
  }
}

function tiles(landMm: number, widthMm: number, columns: number): StackedRing {
  return {
    landMm,
    widthMm,
    ring: {
      kind: 'tile',
      name: 'Mosaic',
      inlayThicknessMm: SAWN_MM,
      materialId: 'mosaic-veneer',
      tileCount: 4,
      columns,
      pattern: null,
      assembly: 'slip',
      taper: 'auto',
      asBuilt: null,
    },
  }
}

const shell: StackedRing = {
  landMm: 0,
  widthMm: 2,
  ring: {
    kind: 'shell',
    name: 'Abalone',
    // bought: its thickness is for the calliper to say
    inlayThicknessMm: null,
    materialId: 'abalone',
    maxSagMm: 0.05,
    segmentLengthMm: null,
    precurved: false,
    cutting: {
      toolId: 'downcut-0.8-2f',
      spindleRpm: 24_000,
      feedMmPerMin: 200,
      plungeMmPerMin: 50,
      maxDepthPerPassMm: 0.2,
    },
  },
}

const bought: StackedRing = {
  landMm: 3,
  widthMm: 15,
  ring: {
    kind: 'bought',
    name: 'Ready-made rosette',
    inlayThicknessMm: null,
    materialId: 'mosaic-veneer',
    outerDiametersMm: null,
    innerDiametersMm: null,
  },
}

/** Stacks of rings as they are built. Widths without a source of their own are starting values. */
export const RING_STACKS: readonly RingStack[] = [
  {
    id: 'classical-mosaic',
    name: 'Classical mosaic',
    description: 'A 13.5 mm mosaic between lines of 3 mm; 19.5 mm in all.',
    families: ['classical'],
    rings: [lines('Inner lines', 3, 3), tiles(0, 13.5, 15), lines('Outer lines', 0, 3)],
    source: 'rosettes 18 to 22 mm wide (Nesse), about 3 mm outside the hole (Mottola)',
  },
  {
    id: 'rope-and-wheat',
    name: 'Mosaic between rope and wheat',
    description: 'A 9 mm mosaic with a rope inside, wheat outside and lines between.',
    families: ['classical'],
    rings: [
      woven(
        'Inner rope',
        { landMm: 3, widthMm: 1.5 },
        { kind: 'rope', layerMm: 0.6, angleDeg: 45, backed: false },
      ),
      lines('Inner lines', 1.2, 1.5),
      tiles(0, 9, 18),
      lines('Outer lines', 0, 1.5),
      woven(
        'Outer wheat',
        { landMm: 1.2, widthMm: 1.5 },
        { kind: 'wheat', layerMm: 0.5, angleDeg: 35, backed: true },
      ),
    ],
    source: 'rope chopped at 45 degrees (hanalima); wheat with a backing veneer (torresreplica)',
  },
  {
    id: 'three-rings-herringbone',
    name: 'Three rings with herringbone',
    description:
      'Black and white lines of 3.175 mm inside and outside a 6.35 mm herringbone, 3.175 mm of spruce between.',
    families: ['steel-string'],
    rings: [
      lines('Inner lines', 3.175, 3.175),
      woven(
        'Herringbone',
        { landMm: 3.175, widthMm: 6.35 },
        { kind: 'herringbone', layerMm: 1.5, angleDeg: 45, backed: false },
      ),
      lines('Outer lines', 3.175, 3.175),
    ],
    source: 'Cumpiano layout as built by Osborne: radii 53.975 to 73.025 round a 50.8 mm hole',
  },
  {
    id: 'three-line-rings',
    name: 'Three rings of lines',
    description: 'Narrow, wide and narrow lines, 3.2 mm of spruce between them.',
    families: ['steel-string'],
    rings: [
      lines('Inner lines', 3.2, 1.5),
      lines('Middle lines', 3.2, 4.5),
      lines('Outer lines', 3.2, 1.5),
    ],
    source: '1/8 in between the rings of 1960s Martins (Guitarmaker, August 2017)',
  },
  {
    id: 'abalone-ring',
    name: 'Abalone between lines',
    description: 'A 2 mm ring of abalone with 1.2 mm lines on both sides.',
    families: ['ukulele', 'steel-string'],
    rings: [lines('Inner lines', 2.3, 1.2), shell, lines('Outer lines', 0, 1.2)],
    source: 'shell with black and white purfling (Rothko and Frost); about 3 mm outside the hole',
  },
  {
    id: 'plain-lines',
    name: 'One ring of lines',
    description: 'A single ring of lines, 2 mm wide.',
    families: ['ukulele'],
    rings: [lines('Lines', 3, 2)],
    source: 'about 3 mm outside the hole (Mottola)',
  },
  {
    id: 'solid-ring',
    name: 'Solid ring in four arcs',
    description: 'A 12 mm ring of solid wood, sawn in quarters, between lines of 1.5 mm.',
    families: ['classical', 'steel-string'],
    rings: [
      lines('Inner lines', 3, 1.5),
      {
        landMm: 0,
        widthMm: 12,
        ring: {
          kind: 'arcs',
          name: 'Solid ring',
          inlayThicknessMm: SAWN_MM,
          materialId: 'rosewood-indian',
          arcCount: 4,
        },
      },
      lines('Outer lines', 0, 1.5),
    ],
    source: 'four quarter arcs save wood (Portland Guitar)',
  },
  {
    id: 'bought-ring',
    name: 'Ready-made rosette',
    description: 'A channel cut to the rosette that you bought, once it is callipered.',
    families: ['classical', 'steel-string', 'ukulele'],
    rings: [bought],
    source: 'ready-made rosettes of one model differ from piece to piece (luthiersforum)',
  },
]
