import type { Box } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useProgramBox } from '../job/program-box.store.ts'
import { offsetStrings as words } from './offsets.strings.ts'
import { sidesOutside, travelInWork } from './offsets.view-model.ts'

const MARGIN_SHARE = 0.06

/** A plane of the machine: two axes, the second upwards. */
type Plane = readonly ['xMm', 'yMm' | 'zMm']

function rect(box: Box, [across, up]: Plane, className: string) {
  return (
    <rect
      className={className}
      x={box.min[across]}
      y={-box.max[up]}
      width={box.max[across] - box.min[across]}
      height={box.max[up] - box.min[up]}
    />
  )
}

function ZeroMark({ size }: { size: number }) {
  return (
    <g className="setup-zero">
      <path d={`M${String(-size)} 0H${String(size)}M0 ${String(-size)}V${String(size)}`} />
      <circle r={size / 2} />
    </g>
  )
}

/** One view: travel, program, zero and tool to scale. */
function PlaneView({
  label,
  plane,
  travel,
  program,
  tool,
}: {
  label: string
  plane: Plane
  travel: Box
  program: Box | null
  tool: Point3 | null
}) {
  const [across, up] = plane
  const width = travel.max[across] - travel.min[across]
  const height = travel.max[up] - travel.min[up]
  const margin = Math.max(width, height) * MARGIN_SHARE
  const viewBox = [
    travel.min[across] - margin,
    -travel.max[up] - margin,
    width + 2 * margin,
    height + 2 * margin,
  ]
  const mark = Math.max(width, height) / 30
  return (
    <figure className="setup-view">
      <svg viewBox={viewBox.join(' ')} role="img" aria-label={label}>
        {rect(travel, plane, 'setup-travel')}
        {program !== null && rect(program, plane, 'setup-program')}
        <ZeroMark size={mark} />
        {tool !== null && (
          <circle className="setup-tool" cx={tool[across]} cy={-tool[up]} r={mark * 0.6} />
        )}
      </svg>
      <figcaption className="caption">{label}</figcaption>
    </figure>
  )
}

function Fit({ program, travel, homed }: { program: Box | null; travel: Box; homed: boolean }) {
  const unit = useUnits()
  if (program === null) return <p className="caption">{words.noProgram}</p>
  if (!homed) return <p className="room-warning">{words.travelUnknown}</p>
  const outside = sidesOutside(program, travel)
  if (outside.length === 0) return <p className="caption">{words.fits}</p>
  const sides = outside.map(({ side, byMm }) => words.side(side, formatLength(byMm, unit)))
  return (
    <p className="room-problem" role="alert">
      {words.outside(sides.join(', '))}
    </p>
  )
}

/** Where travel, program, zero and tool lie, from above and from the front. */
export function SetupPicture({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const travel = travelInWork(snapshot)
  const program = useProgramBox((state) => state.box)
  const tool = snapshot?.workPosition ?? null
  return (
    <Panel title={words.picture} className="room-panel">
      {travel === null ? (
        <p className="muted">{words.noTravel}</p>
      ) : (
        <>
          <PlaneView label={words.above} plane={['xMm', 'yMm']} {...{ travel, program, tool }} />
          <PlaneView label={words.front} plane={['xMm', 'zMm']} {...{ travel, program, tool }} />
          <ul className="setup-legend">
            {(['Travel', 'Program', 'Zero', 'Tool'] as const).map((name) => (
              <li key={name}>
                <span className={`setup-swatch setup-swatch-${name}`} aria-hidden="true" />
                {words[`legend${name}`]}
              </li>
            ))}
          </ul>
          <Fit program={program} travel={travel} homed={snapshot?.manual.homed === true} />
        </>
      )}
    </Panel>
  )
}
