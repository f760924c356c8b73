// Appends through Emmett as often as it is told to: reads lines of "callers milliseconds operations",
// answers each with "rate p50 p99" (per second, ms, ms).
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

const [url, poolSize, payload] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: Number(poolSize) });
const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
await store.schema.migrate();

async function append() {
  const order = `order-${randomUUID()}`;
  const cause = randomUUID();
  await store.appendToStream(
    order,
    [{ type: 'order.placed', data: { ...JSON.parse(payload), order }, metadata: { traceId: cause, correlationId: cause } }],
    { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' },
  );
}

async function turn(callers, milliseconds, operations) {
  const durations = [];
  let begun = 0;
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let now = performance.now(); now < end && begun++ < operations; ) {
        await append();
        const then = performance.now();
        durations.push(then - now);
        now = then;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  durations.sort((a, b) => a - b);
  const at = (share) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))];
  return `${durations.length / seconds} ${at(0.5)} ${at(0.99)}`;
}

console.log(`ready node ${process.version}`);
for await (const line of createInterface({ input: process.stdin })) {
  console.log(await turn(...line.split(' ').map(Number)));
}
await pool.end();
process.exit(0);
