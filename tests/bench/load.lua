-- For wrk: each request another address of a file (ADDRESSES), from a place of its own (START) on.
local addresses, at = {}, tonumber(os.getenv("START") or "0")
for line in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = line end

request = function()
  at = at + 1
  return wrk.format("GET", addresses[(at - 1) % #addresses + 1])
end

if os.getenv("WAIT") then
  delay = function() return tonumber(os.getenv("WAIT")) end
end

done = function(summary, latency, requests)
  io.write(string.format(
    "RESULT %d %d %d %d %d %.1f %.1f\n", summary.requests, summary.duration,
    summary.errors.connect + summary.errors.read + summary.errors.write, summary.errors.status, summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
