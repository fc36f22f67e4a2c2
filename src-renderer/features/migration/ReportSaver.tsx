import { Download } from 'lucide-react'
import { useState } from 'react'
import { saveFile } from '../../ui/save-file.ts'
import { saveText } from '../../ui/save-text.ts'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'

const words = migrationStrings.dashboard
const FORMATS = ['pdf', 'html', 'text', 'json'] as const
type Format = (typeof FORMATS)[number]

/** Hands the report to the browser; the name of the file, or null when there is none. */
async function save(format: Format): Promise<string | null> {
  const file = await useMigration.getState().exportReport(format)
  if (file === null) return null
  const { fileName, mediaType, encoding, content } = file
  if (encoding === 'base64') saveFile({ fileName, mediaType, base64: content })
  else saveText(fileName, content)
  return fileName
}

/** The report as a file, in the form that is chosen. */
export function ReportSaver() {
  const [saved, setSaved] = useState<string | null>(null)
  return (
    <div className="drift-saving">
      <div className="drift-saver" role="group" aria-label={words.saveReport}>
        <span>
          <Download size={16} aria-hidden="true" /> {words.saveReport}
        </span>
        {FORMATS.map((format) => (
          <button key={format} type="button" onClick={() => void save(format).then(setSaved)}>
            {words.formats[format]}
          </button>
        ))}
      </div>
      {saved !== null && (
        <p role="status" className="caption">
          {words.saved(saved)}
        </p>
      )}
    </div>
  )
}
