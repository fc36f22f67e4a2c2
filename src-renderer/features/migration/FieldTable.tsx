import type { ContentDifference } from '#core/migration/report.ts'
import { countText } from './migration.view-model.ts'
import { migrationStrings } from './migration.strings.ts'

const words = migrationStrings

function Side({ value, wins }: { value: string | null; wins: boolean }) {
  return (
    <td className={wins ? 'field-wins' : undefined}>
      {value === null ? <span className="muted">{words.parts.absent}</span> : <code>{value}</code>}
    </td>
  )
}

/** What a `FieldTable` takes. */
export interface FieldTableProps {
  readonly difference: ContentDifference
  /** The side that counts; null while nothing is chosen. */
  readonly kept?: 'json' | 'sqlite' | null
}

/** The fields of a record that differ, JSON and database side by side. */
export function FieldTable({ difference, kept = null }: FieldTableProps) {
  const more = difference.field_count - difference.fields.length
  return (
    <>
      <table className="drift-fields" aria-label={difference.id}>
        <thead>
          <tr>
            <th scope="col">{words.parts.field}</th>
            <th scope="col">{words.parts.json}</th>
            <th scope="col">{words.parts.sqlite}</th>
          </tr>
        </thead>
        <tbody>
          {difference.fields.map(({ path, json, sqlite }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <Side value={json} wins={kept === 'json'} />
              <Side value={sqlite} wins={kept === 'sqlite'} />
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="caption">{words.resolve.moreFields(countText(more))}</p>}
    </>
  )
}
