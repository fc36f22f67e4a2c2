import { useState } from 'react'
import { useCommandStore, type Command } from '../session/commands.store.ts'
import { classNames } from '../ui/class-names.ts'
import { appStrings } from './app.strings.ts'

function matches(command: Command, query: string): boolean {
  const text = `${command.group} ${command.title}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** All commands with their keys; type to find, arrows to move, Enter to run. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const bySource = useCommandStore((state) => state.bySource)
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const found = Object.values(bySource)
    .flat()
    .filter(
      (command) => command.id !== 'palette' && command.enabled !== false && matches(command, query),
    )
  const chosen = Math.min(index, found.length - 1)
  const run = (command: Command | undefined) => {
    if (command === undefined) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') run(found[chosen])
    else if (event.key === 'ArrowDown') setIndex(Math.min(chosen + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setIndex(Math.max(chosen - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="palette-scrim" onClick={onClose} />
      <div className="palette" role="dialog" aria-label={appStrings.palette} onKeyDown={onKeyDown}>
        <input
          ref={(input) => input?.focus()}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found[chosen] && `command-${found[chosen].id}`}
          aria-label={appStrings.search}
          placeholder={appStrings.search}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setIndex(0)
          }}
        />
        <ul id="palette-list" role="listbox" aria-label={appStrings.palette}>
          {found.map((command, place) => (
            <li
              key={command.id}
              id={`command-${command.id}`}
              role="option"
              aria-selected={place === chosen}
              ref={(item) => {
                if (place === chosen) item?.scrollIntoView({ block: 'nearest' })
              }}
              className={classNames(place === chosen && 'palette-chosen')}
              onClick={() => {
                run(command)
              }}
            >
              <span className="muted">{command.group}</span>
              <span>{command.title}</span>
              {command.keys !== undefined && <kbd>{command.keys}</kbd>}
            </li>
          ))}
          {found.length === 0 && <li className="muted">{appStrings.paletteEmpty}</li>}
        </ul>
      </div>
    </>
  )
}
