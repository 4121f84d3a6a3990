import Foundation

/// Certificates made by the `openssl` command for one test run.
enum LabCertificates {
  static let folder = Result { try make() }

  static func path(_ name: String) throws -> String { try folder.get() + "/" + name }

  private static func make() throws -> String {
    let folder = NSTemporaryDirectory() + "netkit-lab-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let script = """
      set -e; cd \(folder)
      for a in ca stranger; do
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $a.key \
          -out $a.pem -subj "/C=KR/O=넷킷/CN=$a" -utf8 -days 9
      done
      sign() { # name, names, days, authority
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key \
          -out $1.csr -subj "/C=KR/O=넷킷/CN=$1" -utf8 -addext subjectAltName=$2
        openssl x509 -req -in $1.csr -CA $4.pem -CAkey $4.key -days $3 -copy_extensions copy \
          -out $1.pem
      }
      sign server DNS:localhost,IP:127.0.0.1,IP:::1 9 ca
      sign client DNS:client.test 9 ca
      sign elsewhere DNS:elsewhere.test 9 ca
      sign expired DNS:localhost -1 ca
      sign outsider DNS:localhost 9 stranger
      """
    let result = try Lab.run("bash", ["-c", script])
    guard result.status == 0 else { throw Serving.NotUp(description: result.errors) }
    return folder
  }
}
