// Parses PostgreSQL: reads lines {"sql"} and answers each with PostgreSQL's own tree, or {"error"}.
import { createInterface } from 'node:readline';
import { loadModule, parseSync } from 'libpg-query';

await loadModule();
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = parseSync(JSON.parse(line).sql);
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
