import { type BoughtFit, type CircleFit, fittedDiameterMm } from '#core/rosette/bought-ring.ts'
import { solutionStrings as words } from './solution.strings.ts'

const SIZE = 176
const EXAGGERATION = 30
const STEP_DEG = 6

/** The fitted oval, its deviation from the circle drawn thirty times as large; 0° is up. */
function ovalPath(fit: CircleFit, scale: number): string {
  const points = Array.from({ length: 360 / STEP_DEG }, (_, index) => {
    const angleDeg = index * STEP_DEG
    const offMm = (fittedDiameterMm(fit, angleDeg) - fit.diameterMm) / 2
    const radius = Math.max(2, (fit.diameterMm / 2 + EXAGGERATION * offMm) * scale)
    const angleRad = (angleDeg * Math.PI) / 180
    const x = SIZE / 2 + radius * Math.sin(angleRad)
    const y = SIZE / 2 - radius * Math.cos(angleRad)
    return `${x.toFixed(2)} ${y.toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}

/** Circles through the measured diameters, and how the ring leaves them. */
export function OvalPicture({ fit }: { fit: BoughtFit }) {
  const { outer, inner } = fit
  const reachMm = outer.diameterMm / 2 + (EXAGGERATION * outer.outOfRoundMm) / 4
  const scale = (SIZE / 2 - 14) / reachMm
  return (
    <svg
      viewBox={`0 0 ${String(SIZE)} ${String(SIZE)}`}
      className="oval"
      role="img"
      aria-label={words.ovalPicture}
    >
      <path className="oval-axis" d={`M${String(SIZE / 2)} 12V${String(SIZE - 12)}`} />
      <text x={SIZE / 2 + 3} y={10}>
        0°
      </text>
      {[outer, inner].map((edge) => (
        <g key={edge.diameterMm}>
          <circle
            className="oval-circle"
            cx={SIZE / 2}
            cy={SIZE / 2}
            r={(edge.diameterMm / 2) * scale}
          />
          <path className="oval-ring" d={ovalPath(edge, scale)} />
        </g>
      ))}
    </svg>
  )
}
