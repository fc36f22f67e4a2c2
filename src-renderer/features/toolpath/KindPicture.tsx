import type { OperationKind } from '#core/rosette/plan-operation.schema.ts'

/** From above: wood, what is taken, and the way of the tool. */
interface KindSketch {
  /** What of the block is wood, drawn over the whole picture. */
  readonly wood: string
  /** What goes. */
  readonly cut: string
  /** Way of the tool's middle. */
  readonly way: string
}

const BLOCK = 'M4 4H92V60H4Z'
const LEAF = 'M16 32C28 8 64 8 80 32C64 56 28 56 16 32Z'

const SKETCHES: Readonly<Record<OperationKind, KindSketch>> = {
  pocket: {
    wood: BLOCK,
    cut: LEAF,
    way: 'M46 32A4 4 0 1 1 54 32A8 8 0 1 1 38 32A12 12 0 1 1 62 32A16 14 0 1 1 30 32',
  },
  contourPocket: {
    wood: BLOCK,
    cut: LEAF,
    way: 'M23 32C33 15 60 15 73 32C60 49 33 49 23 32ZM32 32C39 23 56 23 64 32C56 41 39 41 32 32Z',
  },
  rest: {
    wood: BLOCK,
    cut: 'M16 12H32A16 16 0 0 0 16 28ZM80 12H64A16 16 0 0 1 80 28ZM16 52H32A16 16 0 0 1 16 36ZM80 52H64A16 16 0 0 0 80 36Z',
    way: 'M28 15H19V24M68 15H77V24M28 49H19V40M68 49H77V40',
  },
  profile: {
    wood: BLOCK,
    cut: 'M11 32C25 1 67 1 85 32C67 63 25 63 11 32ZM20 32C31 53 61 53 75 32C61 11 31 11 20 32Z',
    way: 'M15 32C28 6 64 6 80 32C64 58 28 58 15 32Z',
  },
  engrave: {
    wood: BLOCK,
    cut: 'M14 45C26 14 36 14 46 34S66 54 82 18L84 22C68 60 54 58 43 37S28 20 18 48Z',
    way: 'M16 46C28 16 34 16 44 35S66 56 83 20',
  },
  drill: {
    wood: BLOCK,
    cut: 'M18 32A8 8 0 1 1 34 32A8 8 0 1 1 18 32ZM40 32A8 8 0 1 1 56 32A8 8 0 1 1 40 32ZM62 32A8 8 0 1 1 78 32A8 8 0 1 1 62 32Z',
    way: 'M26 26V38M22 34L26 38L30 34M48 26V38M44 34L48 38L52 34M70 26V38M66 34L70 38L74 34',
  },
  inlayFemale: { wood: BLOCK, cut: LEAF, way: 'M48 22V42M42 36L48 42L54 36' },
  inlayMale: {
    wood: LEAF,
    cut: '',
    way: 'M11 32C25 1 67 1 85 32C67 63 25 63 11 32Z',
  },
}

/** The small picture of a kind of operation. */
export function KindPicture({ kind }: { kind: OperationKind }) {
  const { wood, cut, way } = SKETCHES[kind]
  return (
    <svg viewBox="0 0 96 64" aria-hidden="true" className="sketch kind-sketch">
      <path className="sketch-wood" d={wood} />
      <path className="kind-cut" fillRule="evenodd" d={cut} />
      <path className="sketch-lit" d={way} />
    </svg>
  )
}
