-- wrk's own counters as one line of JSON; counts nothing itself, so it costs nothing while the load runs.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'summary {"requests": %d, "bytes": %d, "microseconds": %d, "wrong": %d, "broken": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.bytes, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)
  ))
end
