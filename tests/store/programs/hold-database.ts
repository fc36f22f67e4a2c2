import Database from 'better-sqlite3'
import { announceWork } from '../../../src-main/store/database-work.ts'

/**
 * A program that writes for long: takes the write lock of the database that is its first argument,
 * says so, and lets go after its second argument in milliseconds, or with its input when that is 0.
 */
const [path = '', holdMs = '0'] = process.argv.slice(2)
const db = new Database(path)
const finished = announceWork(path, 'importing joblog.json')
db.exec('BEGIN IMMEDIATE')
db.exec(
  "INSERT INTO patterns (id, created_at, updated_at, payload_json) VALUES ('x', '', '', '{}')",
)
process.stdout.write('held\n')
function letGo(): void {
  db.exec('COMMIT')
  finished()
  db.close()
}
if (holdMs === '0') process.stdin.resume().on('end', letGo)
else setTimeout(letGo, Number(holdMs))
