import { useEffect } from 'react'
import { type DrawingLimit, LIMIT_RANGES } from '#core/drawing/drawing-limits.ts'
import { CountField } from './fields.tsx'
import { useLimits } from './limits.store.ts'
import { drawingsStrings } from './drawings.strings.ts'

const words = drawingsStrings.limits
const LIMITS = Object.keys(LIMIT_RANGES) as DrawingLimit[]

/** What a drawing may cost before it is refused, folded away: few people ever need it. */
export function LimitFields() {
  const limits = useLimits((state) => state.limits)
  const load = useLimits((state) => state.load)
  const setLimit = useLimits((state) => state.setLimit)
  useEffect(() => {
    void load()
  }, [load])
  if (limits === null) return null
  return (
    <details className="drawing-limits">
      <summary>{words.title}</summary>
      <p className="caption">{words.text}</p>
      {LIMITS.map((limit) => {
        const { least, most, usual } = LIMIT_RANGES[limit]
        return (
          <CountField
            key={limit}
            label={words.labels[limit]}
            value={limits[limit]}
            range={{ min: least, max: most }}
            note={words.note(words.help[limit], usual)}
            onCommit={(value) => void setLimit(limit, value)}
          />
        )
      })}
    </details>
  )
}
