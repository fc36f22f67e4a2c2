import { bladeReachMm } from '#core/library/blade-reach.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import type { ShopRecord } from '#core/library/shop-records.schema.ts'
import type { Tool } from '#core/library/tool.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { libraryStrings } from './library.strings.ts'

const words = libraryStrings.picture
/** Shank of most router bits, for the part above the flutes, mm. */
const SHANK_MM = 3.175

function Measure(props: { x: number; from: number; to: number; text: string; left?: boolean }) {
  const { x, from, to, text, left = false } = props
  return (
    <g className="library-measure">
      <path
        d={`M${String(x - 4)} ${String(from)}h8M${String(x - 4)} ${String(to)}h8M${String(x)} ${String(from)}V${String(to)}`}
      />
      <text
        x={left ? x - 8 : x + 8}
        y={(from + to) / 2}
        textAnchor={left ? 'end' : 'start'}
        dominantBaseline="middle"
      >
        {text}
      </text>
    </g>
  )
}

function BitPicture({ tool }: { tool: Tool }) {
  const unit = useUnits()
  const stickoutMm = tool.stickoutMm ?? 5 * tool.diameterMm
  const scale = Math.min(150 / stickoutMm, 40 / Math.max(SHANK_MM, tool.diameterMm))
  const [top, centre] = [50, 190]
  const tip = top + stickoutMm * scale
  const flutesMm = Math.min(tool.fluteLengthMm ?? 0, stickoutMm)
  const half = (tool.diameterMm / 2) * scale
  const shank = (Math.max(SHANK_MM, tool.diameterMm) / 2) * scale
  const label = (valueMm: number | null, what: string) =>
    `${what} ${valueMm === null ? words.notKnown : formatLength(valueMm, unit)}`
  return (
    <svg viewBox="0 0 440 220" role="img" aria-label={words.tool} className="library-picture">
      <path className="library-collet" d={`M${String(centre - 34)} 6h68l-10 44h-48z`} />
      <rect
        className="library-shank"
        x={centre - shank}
        y={top}
        width={2 * shank}
        height={tip - top - flutesMm * scale}
      />
      <rect
        className="library-flutes"
        x={centre - half}
        y={tip - flutesMm * scale}
        width={2 * half}
        height={flutesMm * scale}
      />
      <Measure x={centre + 60} from={top} to={tip} text={label(tool.stickoutMm, words.stickout)} />
      {tool.fluteLengthMm !== null && (
        <Measure
          left
          x={centre - 48}
          from={tip - flutesMm * scale}
          to={tip}
          text={label(tool.fluteLengthMm, words.flutes)}
        />
      )}
      <text className="library-caption" x={centre} y={tip + 16} textAnchor="middle">
        {label(tool.diameterMm, words.diameter)}
      </text>
    </svg>
  )
}

function BladePicture({ blade }: { blade: Blade }) {
  const unit = useUnits()
  const scale = 190 / blade.diameterMm
  const [x, y, radius] = [110, 110, 95]
  const flange = ((blade.flangeDiameterMm ?? 0) / 2) * scale
  const reachMm =
    blade.flangeDiameterMm === null ? null : bladeReachMm(blade.diameterMm, blade.flangeDiameterMm)
  const teeth = Array.from({ length: blade.teeth }, (_, index) => {
    const angle = (2 * Math.PI * index) / blade.teeth
    const at = (length: number, turn: number) =>
      `${String(x + length * Math.cos(turn))} ${String(y + length * Math.sin(turn))}`
    return `L${at(radius, angle)}L${at(radius - 4, angle + Math.PI / blade.teeth)}`
  }).join('')
  return (
    <svg viewBox="0 0 360 220" role="img" aria-label={words.blade} className="library-picture">
      <path className="library-flutes" d={`M${teeth.slice(1)}Z`} />
      <circle className="library-collet" cx={x} cy={y} r={flange} />
      <circle className="library-hole" cx={x} cy={y} r={((blade.boreMm ?? 0) / 2) * scale} />
      <Measure
        x={x + 120}
        from={y - radius}
        to={y - flange}
        text={`${words.reach} ${reachMm === null ? words.notKnown : formatLength(reachMm, unit)}`}
      />
      <text className="library-caption" x={x + 116} y={y + 60}>
        {`${words.diameter} ${formatLength(blade.diameterMm, unit)}`}
      </text>
    </svg>
  )
}

/** A bit or blade drawn to scale; nothing for what has no shape. */
export function RecordPicture({ shop }: { shop: ShopRecord }) {
  if (shop.kind === 'tool') return <BitPicture tool={shop.record} />
  return shop.kind === 'blade' ? <BladePicture blade={shop.record} /> : null
}
