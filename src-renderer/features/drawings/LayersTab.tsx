import { Button } from '../../ui/Button.tsx'
import type { DrawingFacts } from './drawing-facts.ts'
import { useDrawings } from './drawings.store.ts'
import { drawingsStrings } from './drawings.strings.ts'

const words = drawingsStrings.layers

/** The layers with their colours, each on or off. */
export function LayersTab({
  facts,
  layersOff,
}: {
  facts: DrawingFacts
  layersOff: readonly string[]
}) {
  const remember = useDrawings((state) => state.remember)
  const off = new Set(layersOff)
  const toggle = (name: string) => {
    const next = off.has(name) ? layersOff.filter((one) => one !== name) : [...layersOff, name]
    void remember({ layersOff: next })
  }
  return (
    <section className="drawing-section">
      <div className="drawing-row">
        <Button size="small" onClick={() => void remember({ layersOff: [] })}>
          {words.all}
        </Button>
        <Button
          size="small"
          onClick={() => void remember({ layersOff: facts.layers.map(({ name }) => name) })}
        >
          {words.none}
        </Button>
      </div>
      <ul className="layer-list">
        {facts.layers.map(({ number, name, css, pathCount, offInFile }) => (
          <li key={number}>
            <label>
              <input
                type="checkbox"
                checked={!off.has(name)}
                onChange={() => {
                  toggle(name)
                }}
              />
              <span className="layer-colour" style={{ background: css }} aria-hidden="true" />
              <span className="layer-name">{name}</span>
              <span className="caption">
                {words.count(pathCount)}
                {offInFile && `, ${words.offInFile}`}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  )
}
