import Foundation
import Testing

@Suite("a run of the lab", .enabled(if: Lab.can(use: "ip", "bash", "setsid"), Lab.reason))
struct LabRunTests {
  @Test("leaves no process, no namespace and no file, though its tests died at their work")
  func clears() throws {
    let run = "nk-\(getpid())-gone"
    let folder = FileManager.default.temporaryDirectory.appending(path: run)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let start = """
      ip netns add \(run)-a
      setsid sleep 1000 & echo $!
      ip netns exec \(run)-a setsid sleep 1000 & echo $!
      """
    let started = try Lab.run("sh", ["-c", start], environment: [LabRun.variable: run])
    let pids = started.output.split(separator: "\n").compactMap { pid_t($0) }
    #expect(pids.count == 2)
    // Its input ends at once, as the pipe of a process does that was killed.
    let watcher = try Lab.run(
      "bash", ["-c", LabRun.watcher],
      environment: ["RUN": run, "FOLDER": folder.path, "PARENT": "\(getpid())", "TEST": "0"])
    #expect(watcher.status == 0)
    for pid in pids {
      // What has ended has no environment, though nobody may have waited for it yet.
      let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ")
      #expect(environment?.isEmpty ?? true, "\(pid) runs on")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try !Lab.run("ip", ["netns", "list"]).output.contains(run))
  }

  @Test("is watched")
  func watched() {
    #expect(LabRun.isWatched)
    #expect(FileManager.default.temporaryDirectory.lastPathComponent == LabRun.name)
  }
}
