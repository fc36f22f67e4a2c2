import type { KeyboardEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One column of a `Table`. */
export interface Column<Row> {
  readonly id: string
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  readonly numeric?: boolean
}

/** What a `Table` takes. */
export interface TableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** Key of the row that is open beside the table. */
  readonly selectedKey?: string | null
  readonly onSelect?: (row: Row) => void
}

function rowByArrow(event: KeyboardEvent<HTMLTableRowElement>): Element | null {
  if (event.key === 'ArrowDown') return event.currentTarget.nextElementSibling
  return event.key === 'ArrowUp' ? event.currentTarget.previousElementSibling : null
}

/** A table whose rows open beside it; arrows move, Enter opens. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, rows, columns, keyOf, selectedKey = null, onSelect } = props
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: Row) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onSelect?.(row)
      return
    }
    const target = rowByArrow(event)
    if (target instanceof HTMLElement) {
      event.preventDefault()
      target.focus()
    }
  }
  return (
    <table className="table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={classNames(column.numeric && 'numeric')}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            tabIndex={onSelect === undefined ? undefined : 0}
            aria-selected={keyOf(row) === selectedKey}
            className={classNames(onSelect !== undefined && 'table-pick')}
            onClick={() => onSelect?.(row)}
            onKeyDown={(event) => {
              onKeyDown(event, row)
            }}
          >
            {columns.map((column) => (
              <td key={column.id} className={classNames(column.numeric && 'numeric')}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
